import fc from 'fast-check';
import { expect, it } from 'vitest';
import { budgetLevel, spacingSeconds } from './budget.ts';

it.each([
  [0n, 'plenty'],
  [7_999n, 'plenty'],
  [8_000n, 'low'],
  [9_499n, 'low'],
  [9_500n, 'spared'],
  [9_999n, 'spared'],
  [10_000n, 'used up'],
  [10_001n, 'used up']
])('is at %i of 10,000 calls %s', (used, level) => {
  expect(budgetLevel({ used, budget: 10_000n })).toBe(level);
});

it('lasts until the month ends, whatever is left and whenever it begins to be spared', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 31 * 86_400 }), (left, seconds) => {
      let now = 0;
      let used = 10_000n - BigInt(left);
      for (; now < seconds && used < 10_000n; used++) now += spacingSeconds({ used, budget: 10_000n }, seconds - now);
      expect(now).toBeGreaterThanOrEqual(seconds);
    })
  );
});
