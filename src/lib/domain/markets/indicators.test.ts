/** Five values of each indicator, worked out by hand from closes that make it possible: lines, levels and steps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../time/periods.ts';
import { closeOf, gapsIn, movingMeans, weeklyCloses, type Close } from './closes.ts';
import { cycles, goldenRatio, mayerMultiple, piCycle, rainbow, stockToFlow, twoHundredWeekMean } from './indicators.ts';
import { halvings } from './issuance.ts';

/** A Thursday. */
const FIRST = '2015-01-01';

describe('the Mayer multiple of closes 1, 2, 3, ...', () => {
  // The mean of the newest 200 of 1 … n is n - 99.5.
  const rows = mayerMultiple(rising(1_000));
  it.each([
    [200, 100.5, 200 / 100.5],
    [201, 101.5, 201 / 101.5],
    [300, 200.5, 300 / 200.5],
    [500, 400.5, 500 / 400.5],
    [1_000, 900.5, 1_000 / 900.5]
  ])('on day %i is its close over a mean of %d', (day, mean200, multiple) => {
    expect(rows[day - 1]).toEqual({ close: day, mean200, multiple });
  });
  it('is unknown on the 199 days before', () => {
    expect(rows.slice(0, 199).every(({ mean200, multiple }) => mean200 === null && multiple === null)).toBe(true);
  });
});

describe('the Pi cycle', () => {
  // 100 for 400 days, then 1,000: k days later the short mean is (111 x 100 + 900 k) / 111, twice the long one
  // 2 x (350 x 100 + 900 k) / 350. Above it from 100 + 900 k / 111 > 200 + 1800 k / 350 on: k > 33.6.
  const rows = piCycle(days(800, (day) => (day < 400 ? 100 : 1_000)));
  it.each([
    [349, 100, 200, null],
    [399, 100, 200, false],
    [432, 100 + (900 * 33) / 111, 200 + (1_800 * 33) / 350, false],
    [433, 100 + (900 * 34) / 111, 200 + (1_800 * 34) / 350, true],
    [434, 100 + (900 * 35) / 111, 200 + (1_800 * 35) / 350, false]
  ])('at place %i has both means, and crosses only on the day it does', (at, mean111, twice, isCrossing) => {
    const row = rows[at];
    expect(row?.mean111).toBeCloseTo(mean111, 7);
    expect(row?.twiceMean350).toBeCloseTo(twice, 7);
    expect(row?.isCrossing).toBe(isCrossing);
  });
  it('knows no long mean on the 349 days before', () => {
    expect([rows[348]?.twiceMean350, rows[348]?.isCrossing]).toEqual([null, null]);
  });
});

describe('the golden ratio multiplier of closes 1, 2, 3, ...', () => {
  // The mean of the newest 350 of 1 … n is n - 174.5.
  const rows = goldenRatio(rising(1_000));
  it.each([
    [350, 175.5],
    [351, 176.5],
    [500, 325.5],
    [750, 575.5],
    [1_000, 825.5]
  ])('on day %i has bands over a mean of %d', (day, mean) => {
    const row = rows[day - 1];
    expect(row?.mean350).toBe(mean);
    const bands = [1.6, 2, 3, 5, 8, 13, 21].map((factor) => mean * factor);
    expect(row?.bands).toEqual(bands);
  });
  it('is unknown on the 349 days before', () => {
    expect(rows[348]).toEqual({ close: 349, mean350: null, bands: Array<null>(7).fill(null) });
  });
});

describe('the mean of 200 weeks', () => {
  // Day 4 is the first Sunday (2015-01-04, close 4), so the closes of Sundays are 4, 11, 18, ...: 4 + 7 w in week w from 0
  // on. The mean of weeks w - 199 … w is 4 + 7 (w - 99.5).
  const rows = twoHundredWeekMean(rising(2_000));
  const sunday = (week: number) => 3 + 7 * week;
  it.each([
    [sunday(199), 4 + 7 * 99.5],
    [sunday(199) + 6, 4 + 7 * 99.5],
    [sunday(200), 4 + 7 * 100.5],
    [sunday(250), 4 + 7 * 150.5],
    [sunday(284), 4 + 7 * 184.5]
  ])('at place %i is that of the newest Sunday and the 199 before', (at, mean) => {
    expect(rows[at]?.mean200w).toBe(mean);
  });
  it('is unknown the day before the 200th Sunday', () => {
    expect(rows[sunday(199) - 1]?.mean200w).toBeNull();
  });
});

describe('the rainbow', () => {
  it.each([
    ['2011-01-09', 730, 0.426_719_88],
    ['2013-11-29', 1_785, 102.334_252_9],
    ['2017-12-16', 3_263, 4_126.838_109],
    ['2021-11-09', 4_687, 37_977.847_18],
    ['2025-06-15', 6_001, 172_710.320_7]
  ])('on %s, day %i, is fair at %d', (date, _days, fair) => {
    const [row] = rainbow([close(date, 1)]);
    expect((row?.fair ?? 0) / fair).toBeCloseTo(1, 8);
    expect(row?.bands[4]).toBe(row?.fair);
    expect((row?.bands[0] ?? 0) / fair).toBeCloseTo(5.5, 7);
  });
  it('begins the day after its first', () => {
    expect(rainbow([close('2009-01-09', 1), close('2009-01-10', 1)]).map(({ fair }) => fair !== null)).toEqual([
      false,
      true
    ]);
  });
});

describe('the stock to flow', () => {
  // Yearly issue is 144 x 365.25 x subsidy; the price e^14.6 x ratio^3.3 / supply.
  it.each([
    ['2012-11-28', 10_500_025, 7.985_417_142, 198.194_322],
    ['2016-07-09', 15_750_012.5, 23.956_213_4, 4_960.192_19],
    ['2020-05-11', 18_375_006.25, 55.897_805_92, 69_642.548_134],
    ['2024-04-20', 19_687_503.125, 119.780_990_95, 803_875.645_43],
    ['2025-04-20', 19_851_753.125, 120.780_306_49, 819_384.586_68]
  ])('on %s counts %d coins', (date, supply, ratio, modelPrice) => {
    const [row] = stockToFlow([close(date, 1)]);
    expect(row?.supply).toBe(supply);
    expect(row?.ratio).toBeCloseTo(ratio, 6);
    expect((row?.modelPrice ?? 0) / modelPrice).toBeCloseTo(1, 8);
  });
  it('is unknown before there was a block', () => {
    expect(stockToFlow([close('2009-01-02', 1)])).toEqual([{ close: 1, supply: null, ratio: null, modelPrice: null }]);
  });
});

describe('cycles', () => {
  // The second begins at 650 and doubles in 10 days; the third begins at 8,600.
  const told = [
    close('2016-07-08', 1),
    close('2016-07-09', 650),
    close('2016-07-19', 1_300),
    close('2020-05-10', 9_100),
    close('2020-05-11', 8_600),
    close('2020-05-12', 4_300)
  ];
  const [first, second, third, fourth] = cycles(told, halvings);
  it.each([
    [second, 0, { date: '2016-07-09', daysSince: 0, close: 650, index: 1 }],
    [second, 1, { date: '2016-07-19', daysSince: 10, close: 1_300, index: 2 }],
    [second, 2, { date: '2020-05-10', daysSince: 1_401, close: 9_100, index: 14 }],
    [third, 0, { date: '2020-05-11', daysSince: 0, close: 8_600, index: 1 }],
    [third, 1, { date: '2020-05-12', daysSince: 1, close: 4_300, index: 0.5 }]
  ])('count from their halving', (cycle, at, row) => {
    expect(cycle?.days[at]).toEqual(row);
  });
  it('are empty where the close of their halving is not known', () => {
    expect([first?.days, first?.base, fourth?.days]).toEqual([[], null, []]);
  });
  it('begin with the newest close of the six days before, where nobody told that of their halving', () => {
    const [, late] = cycles([close('2016-07-03', 500), close('2016-07-10', 600)], halvings);
    expect(late?.base).toMatchObject({ date: '2016-07-03' });
    expect(late?.days).toEqual([{ date: '2016-07-10', daysSince: 1, close: 600, index: 1.2 }]);
    expect(cycles([close('2016-07-02', 500), close('2016-07-10', 600)], halvings)[1]?.base).toBeNull();
  });
});

describe('a mean', () => {
  it('of a level is the level, whatever the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (count, priceE8) => {
        const level = Array.from({ length: 450 }, (_, day) => closeOf(addDays(FIRST, day), priceE8));
        const means = movingMeans(level, count);
        return means.every((mean, at) => (at < count - 1 ? mean === null : mean === Number(priceE8) / 1e8));
      }),
      { numRuns: 40 }
    );
  });
  it('skips the days that nobody told, and never takes one for zero', () => {
    // (210 - 11) / 19
    const holed = rising(20).filter((_, day) => day !== 10);
    expect(movingMeans(holed, 19).at(-1)).toBe(10.473_684_21);
  });
  it('is unknown where holes stretch it over a twentieth more days than it has closes', () => {
    const holed = rising(60).filter((_, day) => day < 20 || day > 22);
    expect(movingMeans(holed, 20).map((mean) => mean !== null)).toEqual([
      ...Array<boolean>(19).fill(false),
      true,
      ...Array<boolean>(19).fill(false),
      ...Array<boolean>(18).fill(true)
    ]);
  });
});

it('names the days without a close', () => {
  const told = ['2020-02-27', '2020-02-28', '2020-03-02', '2020-03-04'].map((date) => close(date, 1));
  expect(gapsIn(told)).toEqual([
    { start: '2020-02-29', end: '2020-03-01', days: 2 },
    { start: '2020-03-03', end: '2020-03-03', days: 1 }
  ]);
});

it('ends weeks with Sundays', () => {
  expect(weeklyCloses(rising(15)).map(({ date }) => date)).toEqual(['2015-01-04', '2015-01-11']);
});

function close(date: string, price: number): Close {
  return closeOf(date, BigInt(Math.round(price * 1e8)));
}

function days(count: number, price: (day: number) => number): Close[] {
  return Array.from({ length: count }, (_, day) => close(addDays(FIRST, day), price(day)));
}

/** 1, 2, 3, ... */
function rising(count: number): Close[] {
  return days(count, (day) => day + 1);
}
