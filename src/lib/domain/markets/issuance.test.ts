import { expect, it } from 'vitest';
import { issuedAt, subsidyAt } from '../bitcoin/issue.ts';
import { mainNetwork } from '../bitcoin/network.ts';
import { heightOn } from './issuance.ts';

it.each([
  [0, 5_000_000_000n, 5_000_000_000n],
  [209_999, 5_000_000_000n, 1_050_000_000_000_000n],
  [210_000, 2_500_000_000n, 1_050_002_500_000_000n],
  [840_000, 312_500_000n, 1_968_750_312_500_000n],
  [6_929_999, 1n, 2_099_999_997_690_000n],
  [6_930_000, 0n, 2_099_999_997_690_000n],
  [100_000_000, 0n, 2_099_999_997_690_000n]
])('block %i may issue %i, all up to it %i satoshi', (height, subsidy, issued) => {
  expect([subsidyAt(height, mainNetwork), issuedAt(height, mainNetwork)]).toEqual([subsidy, issued]);
});

it.each([
  ['2009-01-02', null],
  ['2009-01-03', 0],
  ['2012-11-28', 210_000],
  ['2024-04-19', 839_854],
  ['2024-04-20', 840_000],
  ['2024-04-30', 841_440]
])('%s ends about at block %s', (date, height) => {
  // Between the halvings of 2020 and 2024 lie 1,440 days: 210,000 x 1,439 / 1,440 = 209,854.2.
  expect(heightOn(date)).toBe(height);
});
