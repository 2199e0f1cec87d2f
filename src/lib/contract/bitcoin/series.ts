/** Series from blocks that were seen here. What nobody saw is a gap. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, freshness, UnixTime } from '../kit/figures.ts';
import { Coins, FeeRate, panelStates } from './panel.ts';

const cache = { maxAgeSeconds: 30, serverSeconds: 30 };

export const periods = ['24h', 'week', 'month', 'year'] as const;
export type SeriesPeriod = (typeof periods)[number];
const query = z.strictObject({ period: z.enum(periods).default('24h') });

const common = {
  period: z.enum(periods),
  stepSeconds: Count,
  state: z.enum(panelStates).describe('not available: no block was seen yet; see reason'),
  reason: z.string().nullable(),
  firstSeen: UnixTime.nullable().describe('time of the oldest block that was seen'),
  ...freshness
};
const step = {
  start: UnixTime,
  blocks: Count.nullable().describe('null: not all blocks of this time were seen'),
  isPartial: z.boolean().describe('it is not over yet')
};

export const fees = endpoint({
  id: 'bitcoinFees',
  path: '/api/bitcoin/fees',
  summary: 'Fee rates over time: the mean of the medians of blocks, and all fees',
  query,
  response: z.strictObject({
    ...common,
    data: z.array(z.strictObject({ ...step, feeRate: FeeRate.nullable(), fees: Coins.nullable() }))
  }),
  cache
});

export const volume = endpoint({
  id: 'bitcoinVolume',
  path: '/api/bitcoin/volume',
  summary: 'Transactions and coins moved over time (outputs of all transactions but coinbases, change included)',
  query,
  response: z.strictObject({
    ...common,
    data: z.array(z.strictObject({ ...step, transactions: Count.nullable(), volume: Coins.nullable() }))
  }),
  cache
});
