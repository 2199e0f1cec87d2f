import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployedToday, isExpiring, resourcesOf } from './app-resources.ts';

const component = (cpu: number, ramMb: number, hddGb: number) => ({ name: 'a', repotag: 'b', cpu, ramMb, hddGb });

describe(resourcesOf, () => {
  it('adds up the components of one instance', () => {
    const components = [component(0.1, 300, 2), component(0.2, 2_000, 15), component(4, 16_000, 40.5)];
    expect(resourcesOf({ components, isEncrypted: false })).toEqual({ cpu: 4.3, ramMb: 18_300, hddGb: 57.5 });
  });
  it('is unknown, not nothing, for an encrypted app and for a spec without components', () => {
    expect(resourcesOf({ components: [], isEncrypted: true })).toBeNull();
    expect(resourcesOf({ components: [component(1, 1, 1)], isEncrypted: true })).toBeNull();
    expect(resourcesOf({ components: [], isEncrypted: false })).toBeNull();
  });
  it('is exact for tenths of a core, in any order', () => {
    const tenths = fc.array(fc.integer({ min: 1, max: 160 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(tenths, (list) => {
        const components = list.map((tenth) => component(tenth / 10, 1, 1));
        const expected = list.reduce((sum, tenth) => sum + tenth, 0) / 10;
        expect(resourcesOf({ components, isEncrypted: false })?.cpu).toBe(expected);
        expect(resourcesOf({ components: components.reverse(), isEncrypted: false })?.cpu).toBe(expected);
      })
    );
  });
});

describe(deployedToday, () => {
  it('holds for the tip and the 2,879 blocks before it', () => {
    const heights = [3_141_501, 3_141_500, 3_138_621, 3_138_620];
    expect(heights.map((height) => deployedToday(height, 3_141_500))).toEqual([false, true, true, false]);
  });
});

describe(isExpiring, () => {
  it('holds from 2,879 blocks before the end up to the end itself', () => {
    const tips = [3_138_620, 3_138_621, 3_141_500, 3_141_501];
    expect(tips.map((tip) => isExpiring(3_141_500, tip))).toEqual([false, true, true, false]);
  });
});

describe.each([deployedToday, isExpiring])('%o', (rule) => {
  it.each([NaN, -1, 0.5])('refuses the tip %d', (tip) => {
    expect(() => rule(3_000_000, tip)).toThrow(RangeError);
    expect(() => rule(tip, 3_000_000)).toThrow(RangeError);
  });
});
