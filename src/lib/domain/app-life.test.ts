import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../tests/golden.ts';
import { blocksLeft, endHeight, isExpired } from './app-life.ts';

const heights = fc.integer({ min: 694_000, max: 8_000_000 });
const terms = fc.integer({ min: 1, max: 1_056_000 });

describe(endHeight, () => {
  it.each(golden.endHeight)('of height $height with expire $expire is $end', ({ height, expire, end }) => {
    expect(endHeight(height, expire)).toBe(end);
  });
  it('grows with every further block of the term', () => {
    fc.assert(
      fc.property(heights, terms, (height, expire) => endHeight(height, expire + 1) > endHeight(height, expire))
    );
  });
  it('grows with the height, term by term, up to the speed of the chain', () => {
    fc.assert(fc.property(heights, terms, (height, expire) => endHeight(height, expire) >= height + expire));
  });
  it('takes the default of the time for none and for 0', () => {
    fc.assert(
      fc.property(heights, (height) => {
        const usual = endHeight(height, height < 2_020_000 ? 22_000 : 88_000);
        expect([endHeight(height, null), endHeight(height, 0)]).toEqual([usual, usual]);
      })
    );
  });
  it.each([
    [NaN, 5],
    [-1, 5],
    [1.5, 5],
    [5, -1],
    [5, 0.5],
    [5, NaN]
  ])('refuses height %d with expire %d', (height, expire) => {
    expect(() => endHeight(height, expire)).toThrow(RangeError);
  });
});

describe(isExpired, () => {
  it('is strict: at its end height an app still runs', () => {
    expect([99, 100, 101].map((tip) => isExpired(100, tip))).toEqual([false, false, true]);
  });
  it('refuses an unknown tip instead of expiring everything', () => {
    expect(() => isExpired(100, NaN)).toThrow(RangeError);
    expect(() => isExpired(100, -1)).toThrow(RangeError);
  });
});

describe(blocksLeft, () => {
  it('counts down to the end and below zero after it', () => {
    expect(blocksLeft(3_208_450, 3_141_500)).toBe(66_950);
    expect(blocksLeft(2_868_075, 3_012_176)).toBe(-144_101);
  });
});
