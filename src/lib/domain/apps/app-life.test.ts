import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import { blocksLeft, endHeight, endOf, isExpired } from './app-life.ts';

const heights = fc.integer({ min: 694_000, max: 8_000_000 });
const terms = fc.integer({ min: 1, max: 1_056_000 });

describe(endHeight, () => {
  it.each(golden.endHeight)('of height $height with expire $expire is $end', ({ height, expire, end }) => {
    expect(endHeight(height, expire)).toBe(end);
  });
  it.each([
    [1_958_598, 264_000, 2_830_392],
    [1_998_777, 263_995, 2_991_088],
    [2_758_667, null, 2_846_667]
  ])('keeps alive what the network kept alive at 2,785,484: height %d, expire %j', (height, expire, end) => {
    expect(endHeight(height, expire)).toBe(end);
    expect(isExpired(end, 2_785_484)).toBe(false);
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

describe(endOf, () => {
  const term = { specVersion: 8, height: 3_000_000, expire: null, endTime: null };

  it.each([1, 5, 8])('is a height, by default or by the blocks that version %d states', (specVersion) => {
    expect(endOf({ ...term, specVersion })).toEqual({ height: 3_088_000 });
    expect(endOf({ ...term, specVersion, expire: 5_000 })).toEqual({ height: 3_005_000 });
  });
  it('is a time where one is stated, whatever else is', () => {
    expect(endOf({ ...term, specVersion: 9, endTime: 1_800_000_000 })).toEqual({ time: 1_800_000_000 });
    expect(endOf({ ...term, specVersion: 9, expire: 100, endTime: 5 })).toEqual({ time: 5 });
  });
  it.each([9, 10, 11, null])('of version %j is unknown unless it is stated', (specVersion) => {
    expect(endOf({ ...term, specVersion })).toBeNull();
    expect(endOf({ ...term, specVersion, expire: 0 })).toBeNull();
    expect(endOf({ ...term, specVersion, expire: 500 })).toEqual({ height: 3_000_500 });
  });
});
