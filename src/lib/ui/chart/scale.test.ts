import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleTo } from './scale.ts';

describe(scaleTo, () => {
  it('ends on a round number above the highest value', () => {
    expect(scaleTo({ highest: 1503.2 })).toEqual({ min: 0, max: 2000, ticks: [0, 500, 1000, 1500, 2000] });
    expect(scaleTo({ highest: 2000 })).toEqual({ min: 0, max: 2000, ticks: [0, 500, 1000, 1500, 2000] });
  });
  it('has an axis even when there is nothing above 0', () => {
    expect(scaleTo({ highest: 0 })).toEqual({ min: 0, max: 1, ticks: [0, 1] });
  });
  it('has whole steps for what is counted', () => {
    expect(scaleTo({ highest: 3, isWhole: true }).ticks).toEqual([0, 1, 2, 3]);
    expect(scaleTo({ highest: 10, isWhole: true }).ticks).toEqual([0, 5, 10]);
  });
  it('leaves 0 out of a gauge that only moves far above it, but does not blow up noise', () => {
    expect(scaleTo({ lowest: 13_100, highest: 14_950, isGauge: true })).toMatchObject({ min: 13_000, max: 15_000 });
    expect(scaleTo({ lowest: 9_999, highest: 10_000, isGauge: true })).toMatchObject({ min: 9_400, max: 10_000 });
    expect(scaleTo({ lowest: 500, highest: 1_000, isGauge: true }).min).toBe(0);
    expect(scaleTo({ lowest: 9_999, highest: 10_000 }).min).toBe(0);
  });
  it('reaches below 0 where a value does', () => {
    expect(scaleTo({ lowest: -30, highest: 50 })).toEqual({ min: -40, max: 60, ticks: [-40, -20, 0, 20, 40, 60] });
  });
  it('has no dust in its ticks', () => {
    expect(scaleTo({ highest: 0.35 }).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  });
  it('always holds the value, in 2 to 6 ticks, wasting less than half', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (highest) => {
        const { max, ticks } = scaleTo({ highest });
        expect(max).toBeGreaterThanOrEqual(highest * (1 - 1e-8));
        expect(max).toBeLessThan(highest * 2);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
      })
    );
  });
  it('draws what is too small to divide on an axis of one step', () => {
    expect(scaleTo({ highest: 5e-324 })).toEqual({ min: 0, max: 1, ticks: [0, 1] });
  });
  it('always holds lowest and highest of a gauge, in 2 to 7 ticks', () => {
    const value = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, isWhole) => {
        const [lowest, highest] = [Math.min(a, b), Math.max(a, b)];
        const { min, max, ticks } = scaleTo({ lowest, highest, isGauge: true, isWhole });
        expect(min).toBeLessThanOrEqual(lowest * (1 + 1e-8));
        expect(max).toBeGreaterThanOrEqual(highest * (1 - 1e-8));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
      })
    );
  });
});
