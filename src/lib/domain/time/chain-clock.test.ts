import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTime } from './chain-clock.ts';
import { dateOf } from './periods.ts';

const heights = fc.integer({ min: 0, max: 8_000_000 });

describe(estimateTime, () => {
  it.each([
    [0, 1_516_980_000],
    [2_020_000, 1_761_415_235],
    [2_996_915, 1_790_797_174],
    [2_996_916, 1_790_797_204]
  ])('knows the dated block %i', (height, time) => {
    expect(estimateTime(height)).toBe(time);
  });
  it('is on the day of blocks whose day alone is known, an hour either way', () => {
    expect(dateOf(estimateTime(1_672_000))).toBe('2024-05-13');
    expect(dateOf(estimateTime(3_012_176))).toMatch(/^2026-10-0[56]$/);
    expect(Math.abs(estimateTime(2_998_352) - 1_790_840_344)).toBeLessThan(3600);
  });
  it('never runs backwards, nor jumps by more than an hour', () => {
    const edges = fc.constantFrom(1_671_999, 2_019_999, 2_996_914);
    fc.assert(
      fc.property(fc.oneof(heights, edges), (height) => {
        const spacing = estimateTime(height + 1) - estimateTime(height);
        expect(spacing).toBeGreaterThan(0);
        expect(spacing).toBeLessThan(3600);
      })
    );
  });
  it('refuses what is no height', () => {
    for (const height of [-1, 1.5, NaN]) expect(() => estimateTime(height)).toThrow(RangeError);
  });
});
