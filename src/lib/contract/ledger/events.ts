/**
 * Events of the ledger. Each tells the whole payment as it is from then on, so the newest event of a txid is its state:
 * there, unless it is `payment.reversed`. Whoever has read all of them has exactly the ledger.
 *
 * A payment that is final when it is first found (history, or after hours without the product) tells `payment.settled`
 * alone. So every final payment is told as settled once, and `payment.seen` is the early notice of one that can vanish.
 */
import * as z from 'zod';
import { formatFlux, formatUsd } from '../../domain/money/money.ts';
import { eventType } from '../kit/events.ts';
import { Count, Flux, Height, Txid, UnixTime } from '../kit/figures.ts';
import { Transaction } from './transactions.ts';

export const ToldPayment = Transaction.extend({ blockHash: z.string() });
export type ToldPayment = z.infer<typeof ToldPayment>;

const example: ToldPayment = {
  txid: '5f0c4c1f7b1d9a3e8c2b6d4f0a1e3c5b7d9f1a2c4e6b8d0f2a4c6e8b0d1f3a5c',
  address: 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX',
  fromAddress: 't1YnFDEpRtyCcaTrMfmxwZNwKYmRWJpFQzU',
  amount: '12.50000000',
  amountUsd: '3.125000',
  blockHeight: 2_300_000,
  blockHash: '000000a1c5f4f5a4f0e5b9d8c7b6a5943210fedcba9876543210fedcba987654',
  timestamp: 1_795_188_600,
  date: '2026-11-20',
  appName: 'shop',
  appType: 'docker',
  source: 'other',
  settled: false
};

/** A payment's row as it was stored: a first sync keeps that and not one more text per payment. */
const StoredPayment = z.object({
  txid: Txid,
  address: z.string(),
  from_address: z.string(),
  amount_sat: z.string(),
  usd_micros: z.string().nullable(),
  block_height: Height,
  block_hash: z.string(),
  block_time: UnixTime,
  date: z.string(),
  app_name: z.string().nullable(),
  app_type: Transaction.shape.appType,
  source: Transaction.shape.source,
  settled: z.int()
});

function readStored(stored: Record<string, unknown>): ToldPayment {
  const row = StoredPayment.parse(stored);
  return {
    txid: row.txid,
    address: row.address,
    fromAddress: row.from_address,
    amount: formatFlux(BigInt(row.amount_sat)),
    amountUsd: row.usd_micros === null ? null : formatUsd(BigInt(row.usd_micros)),
    blockHeight: row.block_height,
    timestamp: row.block_time,
    date: row.date,
    appName: row.app_name,
    appType: row.app_type,
    source: row.source,
    settled: row.settled === 1,
    blockHash: row.block_hash
  };
}

const told = {
  version: 1,
  topic: 'payments',
  payload: ToldPayment,
  subject: ({ txid }: ToldPayment) => txid,
  concerns: ({ appName, address, fromAddress }: ToldPayment) => [
    ...(appName === null ? [] : [`app:${appName}`]),
    ...new Set([`address:${address}`, `address:${fromAddress}`])
  ],
  recurs: true
} as const;

export const paymentSeen = eventType({
  ...told,
  name: 'payment.seen',
  summary: 'A payment was found in a block that the chain may still replace',
  example
});

export const paymentSettled = eventType({
  ...told,
  name: 'payment.settled',
  summary: 'A payment is final: its block is deep enough and on the best chain',
  readStored: (stored) => ('sort_key' in stored ? readStored(stored) : ToldPayment.parse(stored)),
  example: { ...example, settled: true }
});

export const paymentChanged = eventType({
  ...told,
  name: 'payment.changed',
  summary: 'What is known of a payment has changed: its app, its type, its payer or its value',
  example: { ...example, amountUsd: '3.130000' }
});

export const paymentReversed = eventType({
  ...told,
  name: 'payment.reversed',
  summary: 'A payment is no longer in its block (reorganisation) or no longer counted; told as it was',
  example
});

export const reorgDetected = eventType({
  name: 'reorg.detected',
  version: 1,
  topic: 'blocks',
  summary: 'The chain has replaced blocks that held transactions of tracked addresses',
  payload: z.strictObject({
    /** The lowest height at which something differs, and the block that was there. */
    height: Height,
    blockHash: z.string(),
    transactions: z.array(
      z.strictObject({
        txid: Txid,
        oldHeight: Height,
        newHeight: Height.nullable().describe('null: in no block that is known'),
        amount: Flux.nullable().describe('null: no payment')
      })
    ),
    moved: Count,
    gone: Count,
    detectedAt: UnixTime
  }),
  subject: () => 'flux',
  recurs: true,
  example: {
    height: 2_300_000,
    blockHash: example.blockHash,
    transactions: [{ txid: example.txid, oldHeight: 2_300_000, newHeight: null, amount: '12.50000000' }],
    moved: 0,
    gone: 1,
    detectedAt: 1_795_188_700
  }
});

export default [paymentSeen, paymentSettled, paymentChanged, paymentReversed, reorgDetected];
