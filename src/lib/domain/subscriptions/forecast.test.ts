/** Worked out by hand: two kinds of lives of which one is kept nine times of ten, the other once. */
import { describe, expect, it } from 'vitest';
import { beatsConstant, calibrate, expectedSum, forecastOf, shareOf, type LifeCount } from './forecast.ts';

const periods = [0, 1, 2, 3, 4];
const unlike = periods.flatMap((period): LifeCount[] => [
  { period, group: 'often', kept: 90, lost: 10 },
  { period, group: 'seldom', kept: 10, lost: 90 }
]);
/** The same outcomes, given to groups by chance: a group says nothing. */
const shuffled = periods.flatMap((period): LifeCount[] => [
  { period, group: 'often', kept: 50, lost: 50 },
  { period, group: 'seldom', kept: 50, lost: 50 }
]);

describe(calibrate, () => {
  it('foretells each period from those before it alone', () => {
    const two = unlike.filter(({ period }) => period < 2);
    // After period 0: (90 + 20 x 0.5) / 120 = 5/6 and 1/6. 90 x (1/6)² + 10 x (5/6)² = 9.4444 of 100, and the same again.
    const told = calibrate(two);
    expect(told?.count).toBe(200);
    expect(told?.brier).toBeCloseTo(0.0944444444, 9);
    expect(told?.constantBrier).toBeCloseTo(0.25, 12);
    expect(told?.curve.map(({ count }) => count)).toEqual([100, 100]);
    expect(told?.curve.map(({ observed }) => observed)).toEqual([0.1, 0.9]);
  });
  it('does better than one rate where lives are unlike', () => {
    expect(beatsConstant(calibrate(unlike)!)).toBe(true);
  });
  it('does no better where outcomes are shuffled, and says so', () => {
    expect(beatsConstant(calibrate(shuffled)!)).toBe(false);
  });
  it.each([
    [
      'too few to learn from',
      [
        { period: 0, group: 'a', kept: 25, lost: 24 },
        { period: 1, group: 'a', kept: 99, lost: 0 }
      ]
    ],
    [
      'too few to be tested by',
      [
        { period: 0, group: 'a', kept: 25, lost: 25 },
        { period: 1, group: 'a', kept: 49, lost: 0 }
      ]
    ],
    ['none', []]
  ])('tells nothing of %s', (_, counts) => {
    expect(calibrate(counts)).toBeNull();
    expect(forecastOf(counts)).toBeNull();
  });
});

describe(forecastOf, () => {
  it('uses the rates of groups where they did better, drawn towards the rate of all', () => {
    const rate = forecastOf(unlike)!;
    // (450 + 20 x 0.5) / 520.
    expect(rate('often').probability).toBeCloseTo(460 / 520, 12);
    expect(rate('unheard of').probability).toBe(0.5);
  });
  it('uses one rate where they did not', () => {
    expect(forecastOf(shuffled)!('often').probability).toBe(0.5);
  });
  it('has a band that holds eight of ten', () => {
    const { low, high } = forecastOf(shuffled)!('often');
    // 1.2816 x sqrt(0.25 / 1000).
    expect([low, high]).toEqual([0.5 - 1.2816 * Math.sqrt(0.00025), 0.5 + 1.2816 * Math.sqrt(0.00025)]);
  });
});

it('takes a share of an amount exactly, rounded down', () => {
  expect(shareOf(9_007_199_254_740_993n, 1)).toBe(9_007_199_254_740_993n);
  expect(shareOf(3n, 0.5)).toBe(1n);
});

it('sums what is expected, within what there is', () => {
  const rate = { probability: 0.5, low: 0.4, high: 0.6 };
  const { expected, low, high } = expectedSum([
    { amount: 100n, rate },
    { amount: 300n, rate }
  ]);
  expect(expected).toBe(200n);
  expect(low <= expected && expected <= high && high <= 400n && low >= 0n).toBe(true);
});
