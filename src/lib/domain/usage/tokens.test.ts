import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromStored, levelOf, percentOf, toStored, toWire } from './tokens.ts';

it('is exact past 63 bits', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 1n << 90n }), (tokens) => fromStored(toStored(tokens)) === tokens));
});

it('is a number up to 2^53 and text beyond', () => {
  expect(toWire(3_000_000_000n)).toBe(3_000_000_000);
  expect(toWire(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991);
  expect(toWire(9_007_199_254_740_992n)).toBe('9007199254740992');
  expect(toWire(1n << 60n)).toBe('1152921504606846976');
});

it('crosses 80 % with the token that makes it so, and says 100 only when nothing is left', () => {
  expect([levelOf(1_000n, 80), levelOf(999n, 80), levelOf(1n, 80)]).toEqual([800n, 800n, 1n]);
  expect([levelOf(1_000n, 100), levelOf(999n, 100)]).toEqual([1_000n, 999n]);
  expect([percentOf(999_999n, 1_000_000n), percentOf(1_000_000n, 1_000_000n), percentOf(5n, null)]).toEqual([
    99.99,
    100,
    null
  ]);
});
