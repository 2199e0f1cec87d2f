import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factors, whyRevenueChanged, type Factor, type KindSums } from './why.ts';

const FLUX = 100_000_000n;
/** 10 payments of 30 days and 10 FLUX at 0.10 USD. */
const month: KindSums = {
  kind: 'a',
  payments: 10,
  sat: 100n * FLUX,
  term: 864_000,
  usdMicros: 10_000_000n,
  pricedSat: 100n * FLUX
};
const other: KindSums = {
  ...month,
  kind: 'b',
  payments: 30,
  sat: 150n * FLUX,
  pricedSat: 150n * FLUX,
  usdMicros: 15_000_000n
};

describe('a month with one moved factor', () => {
  it.each<[Factor, KindSums]>([
    [
      'count',
      { ...month, payments: 20, sat: 200n * FLUX, term: 1_728_000, usdMicros: 20_000_000n, pricedSat: 200n * FLUX }
    ],
    ['term', { ...month, sat: 200n * FLUX, term: 1_728_000, usdMicros: 20_000_000n, pricedSat: 200n * FLUX }],
    ['size', { ...month, sat: 200n * FLUX, usdMicros: 20_000_000n, pricedSat: 200n * FLUX }],
    ['price', { ...month, sat: 200n * FLUX, pricedSat: 200n * FLUX }]
  ])('is explained by it: %s', (factor, after) => {
    const parts = whyRevenueChanged([month], [after]);
    expect(parts?.[factor]).toBe(100n * FLUX);
    expect(factors.filter((each) => parts?.[each] !== 0n)).toEqual([factor]);
  });
  it('is explained by the mix where kinds change places', () => {
    const swapped = [
      { ...month, payments: 30, sat: 300n * FLUX, term: 2_592_000, usdMicros: 30_000_000n, pricedSat: 300n * FLUX },
      { ...other, payments: 10, sat: 50n * FLUX, term: 288_000, usdMicros: 5_000_000n, pricedSat: 50n * FLUX }
    ];
    const parts = whyRevenueChanged([month, other], swapped);
    expect(parts?.mix).toBe(100n * FLUX);
  });
});

it('gives a kind that came to the mix', () => {
  expect(whyRevenueChanged([month], [month, { ...other, payments: 0 }])?.mix).toBe(150n * FLUX);
});

it('keeps every satoshi of kinds that came and went, beyond what a double can hold', () => {
  const huge = 9_007_199_254_740_993n;
  const kept = { ...month, kind: 'kept' };
  const came = { ...month, kind: 'came', sat: huge, pricedSat: huge };
  const more = { ...kept, sat: 2n * kept.sat, pricedSat: 2n * kept.sat, usdMicros: 2n * kept.usdMicros };
  const went = { ...came, kind: 'went', payments: 0, sat: huge - 1n };
  const parts = whyRevenueChanged([kept, went], [more, { ...came, payments: 0 }]);
  expect(parts).toEqual({ count: 0n, term: 0n, size: kept.sat, price: 0n, mix: 1n });
});

it('has only the count to say of a period without payments', () => {
  expect(whyRevenueChanged([], [month])).toEqual({ count: 100n * FLUX, term: 0n, size: 0n, price: 0n, mix: 0n });
  expect(whyRevenueChanged([month], [])?.count).toBe(-100n * FLUX);
});

it('is not known where no payment has a price', () => {
  expect(whyRevenueChanged([{ ...month, usdMicros: 0n, pricedSat: 0n }], [month])).toBeNull();
});

it('adds up to the change, to the satoshi', () => {
  const sums = fc
    .record({
      kind: fc.constantFrom('a', 'b', 'c'),
      payments: fc.integer({ min: 1, max: 10_000 }),
      sat: fc.bigInt({ min: 1n, max: 10n ** 15n }),
      term: fc.option(fc.integer({ min: 1, max: 10 ** 9 })),
      price: fc.integer({ min: 1, max: 1_000 })
    })
    .map(({ price, ...each }) => ({ ...each, usdMicros: each.sat * BigInt(price), pricedSat: each.sat }));
  const period = fc.uniqueArray(sums, { selector: ({ kind }) => kind, minLength: 1 });
  fc.assert(
    fc.property(period, period, (before, after) => {
      const parts = whyRevenueChanged(before, after);
      const total = (kinds: typeof before) => kinds.reduce((sum, { sat }) => sum + sat, 0n);
      expect(factors.reduce((sum, factor) => sum + (parts?.[factor] ?? 0n), 0n)).toBe(total(after) - total(before));
    })
  );
});
