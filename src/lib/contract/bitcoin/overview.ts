/** Bitcoin at a glance. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Height, Percent, Txid, UnixTime } from '../kit/figures.ts';
import { cache, Coins, FeeRate, Hash, panelOf } from './panel.ts';

export const HeadValue = z.strictObject({
  network: z.string().describe('main, test, regtest, ...; of a relative: litecoin-main, ...'),
  ticker: z.string(),
  height: Height,
  hash: Hash,
  time: UnixTime.describe('of the header'),
  ageSeconds: Count.describe('since the header time of the newest block'),
  isSyncing: z.boolean().nullable().describe('whether the node still reads the chain; null: the source does not say'),
  subsidy: Coins,
  halving: z
    .strictObject({
      height: Height,
      blocksLeft: Count,
      subsidy: Coins.describe('from there on'),
      expectedAt: UnixTime.nullable().describe('at the pace of the last 2,016 blocks')
    })
    .nullable(),
  secondsPerBlock: z.number().nullable().describe('of the last 2,016 blocks, or of all where there are fewer'),
  difficulty: z.number().nullable().describe('null: nobody shows the newest block'),
  retarget: z.strictObject({
    height: Height,
    blocksLeft: Count,
    change: Percent.nullable().describe('null: not known yet, or difficulty does not move on this network'),
    expectedAt: UnixTime
  }),
  hashrate: z.number().nullable().describe('hashes per second'),
  supply: Coins.describe('what the schedule has issued, the newest block included')
});
export type HeadValue = z.infer<typeof HeadValue>;

export const NodeValue = z.strictObject({
  version: z.string(),
  peers: Count,
  inbound: Count.nullable(),
  outbound: Count.nullable(),
  isPruned: z.boolean(),
  prunedBelow: Height.nullable(),
  headers: Height
});
export type NodeValue = z.infer<typeof NodeValue>;

/** Whole units of each currency and cents, as the source writes them. */
const Price = z.number().positive().nullable();
export const PriceValue = z.strictObject({ usd: Price, eur: Price, jpy: Price, time: UnixTime });
export type PriceValue = z.infer<typeof PriceValue>;

const LargeTransaction = z.strictObject({
  txid: Txid,
  amount: Coins.describe('of all outputs'),
  fee: Coins.nullable(),
  feeRate: FeeRate.nullable(),
  vsize: Count,
  seenAt: UnixTime
});

export const LargeValue = z.array(LargeTransaction);
export type LargeValue = z.infer<typeof LargeValue>;

export const overview = endpoint({
  id: 'bitcoinOverview',
  path: '/api/bitcoin/overview',
  summary:
    'Height, halving, difficulty, hash rate and supply; the own node; the price; the largest transactions of the mempool',
  response: z.strictObject({
    chain: panelOf(HeadValue),
    node: panelOf(NodeValue),
    price: panelOf(PriceValue),
    largest: panelOf(LargeValue)
  }),
  cache
});
