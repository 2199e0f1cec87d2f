/** Worked out by hand from the schedule: 50 coins, halved every 210,000 blocks. */
import { expect, it } from 'vitest';
import { issuedAt, nextHalving, subsidyAt } from './issue.ts';
import { mainNetwork, regtestNetwork } from './network.ts';

it.each([
  [0, 5_000_000_000n, 5_000_000_000n],
  [209_999, 5_000_000_000n, 1_050_000_000_000_000n],
  [210_000, 2_500_000_000n, 1_050_002_500_000_000n],
  [630_000, 625_000_000n, 1_837_500_625_000_000n],
  [840_000, 312_500_000n, 1_968_750_312_500_000n],
  [900_000, 312_500_000n, 1_987_500_312_500_000n],
  [1_260_000, 78_125_000n, 2_067_187_578_125_000n],
  [6_929_999, 1n, 2_099_999_997_690_000n],
  [6_930_000, 0n, 2_099_999_997_690_000n],
  [99_999_999, 0n, 2_099_999_997_690_000n]
])('issues at height %i', (height, subsidy, issued) => {
  expect(subsidyAt(height, mainNetwork)).toBe(subsidy);
  expect(issuedAt(height, mainNetwork)).toBe(issued);
});

it('halves next', () => {
  expect(nextHalving(0, mainNetwork)).toEqual({ height: 210_000, blocksLeft: 210_000, subsidySat: 2_500_000_000n });
  expect(nextHalving(209_999, mainNetwork)).toEqual({ height: 210_000, blocksLeft: 1, subsidySat: 2_500_000_000n });
  expect(nextHalving(210_000, mainNetwork)?.blocksLeft).toBe(210_000);
  expect(nextHalving(6_929_999, mainNetwork)).toEqual({ height: 6_930_000, blocksLeft: 1, subsidySat: 0n });
  expect(nextHalving(6_930_000, mainNetwork)).toBeNull();
  expect(nextHalving(149, regtestNetwork)?.height).toBe(150);
});
