/** What waits to be mined, and what it pays. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count } from '../kit/figures.ts';
import { LargeValue } from './overview.ts';
import { cache, Coins, FeeRate, panelOf } from './panel.ts';

export const MempoolValue = z.strictObject({
  count: Count.nullable(),
  vsize: Count.nullable().describe('virtual bytes'),
  fees: Coins.nullable(),
  minimumFeeRate: FeeRate.nullable().describe('what is below is not taken')
});
export type MempoolValue = z.infer<typeof MempoolValue>;

export const HistogramValue = z.array(z.strictObject({ feeRate: FeeRate.describe('at least'), vsize: Count }));
export type HistogramValue = z.infer<typeof HistogramValue>;

export const ProjectedValue = z.array(
  z.strictObject({
    vsize: Count,
    transactionCount: Count,
    fees: Coins,
    medianFeeRate: FeeRate,
    lowestFeeRate: FeeRate,
    highestFeeRate: FeeRate
  })
);
export type ProjectedValue = z.infer<typeof ProjectedValue>;

/** Blocks within which an estimate promises a place. */
export const targets = [1, 3, 6, 144] as const;
export const EstimatesValue = z.array(z.strictObject({ blocks: Count, feeRate: FeeRate.nullable() }));
export type EstimatesValue = z.infer<typeof EstimatesValue>;

const largest = panelOf(LargeValue);

export const mempool = endpoint({
  id: 'bitcoinMempool',
  path: '/api/bitcoin/mempool',
  summary:
    'What waits: count, size, fees, by fee rate and as the blocks that it would make; estimates for 1, 3, 6 and 144 blocks; the largest transactions now and of those that were seen',
  response: z.strictObject({
    mempool: panelOf(MempoolValue),
    histogram: panelOf(HistogramValue),
    projected: panelOf(ProjectedValue).describe('the last one holds all that is left'),
    estimates: panelOf(EstimatesValue),
    largest: z.strictObject({ now: largest, day: largest, week: largest, month: largest, ever: largest })
  }),
  cache
});
