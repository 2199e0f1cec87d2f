import fc from 'fast-check';
import { expect, it } from 'vitest';
import { feeHistogram, projectBlocks, type WaitingTransaction } from './fee-market.ts';

const waiting = (rate: number, vsize: number): WaitingTransaction => ({
  rate,
  vsize,
  feeSat: BigInt(Math.round(rate * vsize))
});

it('counts virtual bytes by the step that a rate reaches', () => {
  const told = feeHistogram([waiting(1_200, 100), waiting(2, 200), waiting(2.9, 300), waiting(0.2, 50), waiting(0, 7)]);
  expect(told).toEqual([
    [1_000, 100],
    [2, 500],
    [0.1, 50],
    [0, 7]
  ]);
});

it('fills blocks with the dearest first', () => {
  // 600,000 + 500,000 do not fit into one block; 100,000 of the second would, but the order is the miners'.
  const [first, second, ...more] = projectBlocks([waiting(5, 500_000), waiting(9, 600_000), waiting(1, 100_000)]);
  expect(first).toEqual({
    vsize: 600_000,
    transactionCount: 1,
    feesSat: 5_400_000n,
    medianFeeRate: 9,
    feeRates: [9, 9]
  });
  expect(second).toEqual({
    vsize: 600_000,
    transactionCount: 2,
    feesSat: 2_600_000n,
    medianFeeRate: 5,
    feeRates: [1, 5]
  });
  expect(more).toEqual([]);
  expect(projectBlocks([])).toEqual([]);
});

it('loses nothing, and puts what is left into the last block', () => {
  const transaction = fc.record({
    rate: fc.double({ min: 0, max: 2_000, noNaN: true }),
    vsize: fc.integer({ min: 60, max: 400_000 }),
    feeSat: fc.bigInt({ min: 0n, max: 10n ** 9n })
  });
  fc.assert(
    fc.property(fc.array(transaction, { maxLength: 60 }), (all) => {
      const blocks = projectBlocks(all);
      const sizes = all.reduce((sum, { vsize }) => sum + vsize, 0);
      expect(blocks.reduce((sum, { vsize }) => sum + vsize, 0)).toBe(sizes);
      expect(feeHistogram(all).reduce((sum, [, vsize]) => sum + vsize, 0)).toBe(sizes);
      expect(blocks.length).toBeLessThanOrEqual(8);
      expect(blocks.slice(0, -1).every(({ vsize }) => vsize <= 1_000_000)).toBe(true);
    })
  );
});
