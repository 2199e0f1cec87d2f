/**
 * Blocks, transactions and addresses of any chain, as they travel. Coins are text with 8 decimals, fee rates are in the
 * smallest unit per virtual byte; what a source does not tell is null.
 */
import * as z from 'zod';
import { Coins, FeeRate, Hash } from '../bitcoin/panel.ts';
import { wholeNumber } from '../kit/parameters.ts';
import { Count, freshness, Height, Txid, UnixTime } from '../kit/figures.ts';

const chain = z.enum(['flux', 'bitcoin']);

/** Of every answer about a chain: which one, in which coin, told by whom. */
export const origin = {
  chain,
  ticker: z.string(),
  source: z.string().describe('node, electrum or rest: own ones first'),
  ...freshness
};

const place = {
  height: Height.nullable().describe('null: in the mempool'),
  time: UnixTime.nullable().describe('of its block'),
  confirmations: Count.nullable().describe('0: in the mempool; null: the height of the chain is not known')
};

const fee = {
  fee: Coins.nullable(),
  feeReason: z.string().nullable().describe('why the fee is not known'),
  feeRate: FeeRate.nullable()
};

export const Input = z.strictObject({
  txid: Txid.nullable().describe('what it spends; null: newly made coins'),
  vout: Count.nullable(),
  coinbase: z.string().nullable(),
  sequence: z.number().nullable(),
  amount: Coins.nullable(),
  type: z.string().nullable(),
  address: z.string().nullable()
});
export type Input = z.infer<typeof Input>;

export const Output = z.strictObject({
  index: Count,
  amount: Coins.nullable(),
  type: z
    .string()
    .describe('p2pk, p2pkh, p2sh, p2wpkh, p2wsh, p2tr, p2a, multisig, op_return, witness_unknown, nonstandard'),
  address: z.string().nullable(),
  script: z.string().describe('hex'),
  detail: z.string().nullable()
});
export type Output = z.infer<typeof Output>;

export const transactionShape = {
  txid: Txid,
  wtxid: Hash.nullable(),
  blockHash: Hash.nullable(),
  ...place,
  position: Count.nullable().describe('in its block, from 0 on'),
  version: z.number().nullable(),
  locktime: z.number(),
  size: Count.nullable(),
  vsize: Count.nullable(),
  weight: Count.nullable(),
  ...fee,
  isCoinbase: z.boolean(),
  isReplaceable: z.boolean().describe('whether it signals so (BIP-125)'),
  totalIn: Coins.nullable().describe('null: an input is not known'),
  totalOut: Coins.nullable(),
  inputs: z.array(Input),
  outputs: z.array(Output)
};

/** A transaction as one row of a list. */
export const TransactionRow = z.strictObject({
  txid: Txid,
  ...place,
  amount: Coins.nullable().describe('of all outputs'),
  ...fee,
  inputCount: Count,
  outputCount: Count,
  isCoinbase: z.boolean(),
  change: Coins.nullable().describe(
    'what it gave (or took, below 0) of the address that was asked for; null: not known'
  )
});
export type TransactionRow = z.infer<typeof TransactionRow>;

export const Block = z.strictObject({
  height: Height,
  hash: Hash,
  previousHash: Hash.nullable(),
  nextHash: Hash.nullable(),
  time: UnixTime,
  medianTime: UnixTime.nullable(),
  confirmations: Count.nullable(),
  isOrphan: z.boolean().describe('not on the best chain any more'),
  version: z.number().nullable(),
  bits: z.string().nullable(),
  difficulty: z.number().nullable(),
  merkleRoot: z.string().nullable(),
  nonce: z.string().nullable(),
  transactionCount: Count.nullable(),
  size: Count.nullable(),
  weight: Count.nullable(),
  fees: Coins.nullable(),
  subsidy: Coins.nullable(),
  medianFeeRate: FeeRate.nullable(),
  volume: Coins.nullable().describe('outputs of its transactions but the coinbase'),
  miner: z.string().nullable()
});
export type Block = z.infer<typeof Block>;

export const blocksShape = {
  blocks: z.array(Block),
  next: Height.nullable().describe('height at which the next page begins')
};
export const blocksQuery = z.strictObject({
  below: wholeNumber({ min: 0, max: 100_000_000 })
    .optional()
    .describe('height of the first block; the newest by default'),
  limit: wholeNumber({ min: 1, max: 50 }).default(15)
});

export const blockId = z.strictObject({
  id: z.string().regex(/^([0-9a-fA-F]{64}|\d{1,9})$/, { error: 'a hash of 64 hex digits, or a height' })
});
export const pageQuery = z.strictObject({ page: wholeNumber({ min: 1, max: 1_000_000 }).default(1) });

export const blockShape = {
  block: Block,
  transactions: z
    .array(TransactionRow)
    .nullable()
    .describe('in the order of the block, 25 a page; null: see transactionsReason'),
  transactionsReason: z.string().nullable(),
  page: Count,
  totalPages: Count.nullable()
};

export const txidParams = z.strictObject({
  txid: z.string().regex(/^[0-9a-fA-F]{64}$/, { error: '64 hex digits' })
});

export const addressQuery = z.strictObject({
  after: z.string().min(1).max(100).optional().describe('next of the page before')
});

export const addressShape = {
  address: z.string(),
  type: z.string().nullable(),
  script: z.string().nullable().describe('hex of what pays to it'),
  balance: Coins.nullable().describe('confirmed'),
  pending: Coins.nullable().describe('what the mempool adds or takes'),
  received: Coins.nullable(),
  sent: Coins.nullable(),
  transactionCount: Count.nullable(),
  transactions: z.array(TransactionRow).nullable().describe('newest first; null: see transactionsReason'),
  transactionsReason: z.string().nullable().describe('such as a history that the source finds too large'),
  next: z.string().nullable()
};
