import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleTo } from './scale.ts';

describe(scaleTo, () => {
  it('ends on a round number above the highest value', () => {
    expect(scaleTo(1503.2)).toEqual({ max: 2000, ticks: [0, 500, 1000, 1500, 2000] });
    expect(scaleTo(2000)).toEqual({ max: 2000, ticks: [0, 500, 1000, 1500, 2000] });
  });
  it('has an axis even when there is nothing above 0', () => {
    expect(scaleTo(0)).toEqual({ max: 1, ticks: [0, 1] });
  });
  it('always holds the value, in 2 to 6 ticks, wasting less than half', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        const { max, ticks } = scaleTo(value);
        expect(max).toBeGreaterThanOrEqual(value * (1 - 1e-8));
        expect(max).toBeLessThan(value * 2);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
      })
    );
  });
});
