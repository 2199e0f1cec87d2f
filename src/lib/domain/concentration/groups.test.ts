import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupBy, sharedAmong } from './groups.ts';

it('counts what nobody can name as one group, never as many', () => {
  const { groups, unknown, all, known } = groupBy([
    { key: 'a', amount: 4n },
    { key: 'b', amount: 2n },
    { key: null, amount: 1n },
    { key: null, amount: 1n },
    { key: 'a', amount: 2n }
  ]);
  expect(groups.map(({ key, amount, share }) => [key, amount, share])).toEqual([
    ['a', 6n, 60],
    ['b', 2n, 20]
  ]);
  expect(unknown).toBe(2n);
  // 60² + 20² + 20²; as two independent ones it would be 60² + 20² + 10² + 10² = 4,200.
  expect(all?.hhi).toBe(4_400);
  // 75² + 25²
  expect(known?.hhi).toBe(6_250);
});

it('puts the largest first, of equals the first in the alphabet, and leaves out who holds nothing', () => {
  const { groups } = groupBy(['c', 'b', 'a'].map((key) => ({ key, amount: key === 'a' ? 0n : 1n })));
  expect(groups.map(({ key }) => key)).toEqual(['b', 'c']);
});

it('shares an amount to the last unit, no part more than one from another', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 1, max: 50 }), (amount, count) => {
      const parts = sharedAmong(amount, count);
      expect(parts).toHaveLength(count);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
      expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
    })
  );
});
