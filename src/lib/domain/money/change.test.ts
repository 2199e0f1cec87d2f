import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, percentOf, trendOf } from './change.ts';

const amounts = fc.bigInt({ min: 1n, max: 2n ** 63n });

describe(percentOf, () => {
  it('has two decimals, half away from zero', () => {
    expect(percentOf(1n, 3n)).toBe(33.33);
    expect(percentOf(2n, 3n)).toBe(66.67);
    expect(percentOf(1n, 80_000n)).toBe(0);
    expect(percentOf(1n, 20_000n)).toBe(0.01);
    expect(percentOf(-1n, 20_000n)).toBe(-0.01);
    expect(percentOf(2n ** 63n, 2n ** 64n)).toBe(50);
  });
  it('is unknown for a share of nothing', () => {
    expect(percentOf(0n, 0n)).toBeNull();
    expect(percentOf(5n, 0n)).toBeNull();
  });
  it('never answers minus zero', () => {
    expect(Object.is(percentOf(-1n, 10n ** 9n), 0)).toBe(true);
  });
  it('is within half a hundredth of the exact share', () => {
    fc.assert(
      fc.property(amounts, amounts, (part, whole) => {
        const hundredths = BigInt(Math.round((percentOf(part % whole, whole) ?? NaN) * 100));
        const twiceTheError = 2n * (hundredths * whole - (part % whole) * 10_000n);
        expect(twiceTheError <= whole && twiceTheError >= -whole).toBe(true);
      })
    );
  });
});

describe(change, () => {
  it('is the difference in percent of the past', () => {
    expect(change(150n, 100n)).toBe(50);
    expect(change(100, 150)).toBe(-33.33);
    expect(change(0, 5)).toBe(-100);
    expect(change(7n, 7)).toBe(0);
    expect(change(1.1, 1)).toBe(10);
    expect(change(0.0721, 0.0712)).toBe(1.26);
    expect(change(2.5, 10n)).toBe(-75);
    expect([change(-5, -10), change(-0.5, -1)]).toEqual([50, 50]);
  });
  it('is unknown where the past is 0 or either figure unknown', () => {
    for (const unknown of [
      change(5, 0),
      change(0n, 0n),
      change(0.5, 0),
      change(5, null),
      change(null, 5),
      change(null, null)
    ]) {
      expect(unknown).toBeNull();
    }
  });
  it('stays exact beyond 2^53', () => {
    expect(change(2n ** 70n + 2n ** 69n, 2n ** 70n)).toBe(50);
  });
  it('tells fractions and whole numbers alike', () => {
    const counts = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(counts, counts, (current, past) => {
        const difference = (change(current, past) ?? NaN) - (change(current / 8, past / 8) ?? NaN);
        expect(Math.abs(difference)).toBeLessThanOrEqual(0.011);
      })
    );
  });
  it('refuses what is no figure', () => {
    expect(() => change(NaN, 1)).toThrow(RangeError);
    expect(() => change(1, Infinity)).toThrow(RangeError);
  });
});

describe(trendOf, () => {
  it('names the direction', () => {
    expect([0.01, -0.01, 0, null].map(trendOf)).toEqual(['up', 'down', 'flat', 'unknown']);
  });
});
