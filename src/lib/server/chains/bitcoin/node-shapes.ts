/**
 * What is read of a node's answers, for Bitcoin Core 0.21 to 31 and its relatives: only what is needed, and keys that some
 * versions leave out are optional.
 */
import { z } from 'zod';

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
const height = z.int().nonnegative();
const coins = z.number();

export const chainInfo = z.object({
  chain: z.string(),
  blocks: height,
  headers: height,
  bestblockhash: hash,
  difficulty: z.number(),
  mediantime: z.int(),
  initialblockdownload: z.boolean(),
  pruned: z.boolean(),
  pruneheight: height.optional()
});

export const networkInfo = z.object({
  version: z.int(),
  subversion: z.string(),
  connections: z.int().nonnegative(),
  connections_in: z.int().nonnegative().optional(),
  connections_out: z.int().nonnegative().optional()
});

/** `confirmations` is -1 off the best chain. */
export const blockHeader = z.object({
  hash,
  confirmations: z.int(),
  height,
  version: z.int(),
  merkleroot: hash,
  time: z.int().nonnegative(),
  mediantime: z.int(),
  nonce: z.number(),
  bits: z.string(),
  difficulty: z.number(),
  nTx: z.int().nonnegative(),
  previousblockhash: hash.optional(),
  nextblockhash: hash.optional()
});
export type NodeHeader = z.infer<typeof blockHeader>;

export const blockOfIds = blockHeader.extend({ size: z.int(), weight: z.int(), tx: z.array(hash) });

/** Satoshi; rates are cut to whole numbers. */
export const blockStats = z.object({
  totalfee: z.int().nonnegative(),
  subsidy: z.int().nonnegative(),
  total_out: z.int().nonnegative(),
  feerate_percentiles: z.array(z.number()).length(5)
});

const script = z.object({ hex: z.string().regex(/^([0-9a-f]{2})*$/), type: z.string() });

const spent = z.object({ value: coins, scriptPubKey: script });

/** Outputs and inputs of Litecoin's extension block have none of this but an id. */
const input = z.looseObject({
  coinbase: z.string().optional(),
  txid: hash.optional(),
  vout: z.int().nonnegative().optional(),
  sequence: z.number().optional(),
  prevout: spent.nullish()
});
const output = z.looseObject({
  value: coins.optional(),
  n: z.int().nonnegative().optional(),
  scriptPubKey: script.optional()
});

export const nodeTransaction = z.object({
  txid: hash,
  hash,
  size: z.int().positive(),
  vsize: z.int().positive(),
  weight: z.int().positive(),
  version: z.number(),
  locktime: z.number(),
  vin: z.array(input),
  vout: z.array(output),
  fee: coins.optional(),
  blockhash: hash.optional(),
  confirmations: z.int().optional(),
  in_active_chain: z.boolean().optional(),
  blocktime: z.int().optional()
});
export type NodeTransaction = z.infer<typeof nodeTransaction>;

export const mempoolInfo = z.object({
  size: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  total_fee: coins.optional(),
  mempoolminfee: coins,
  minrelaytxfee: coins
});

export const feeEstimate = z.object({ feerate: coins.optional(), blocks: z.int() });

/** 0.21 writes the fee beside `fees` as well; all have it there. */
export const mempoolEntry = z.object({
  vsize: z.int().positive(),
  time: z.int(),
  fees: z.object({ base: coins, ancestor: coins }),
  ancestorsize: z.int().positive()
});

export const peer = z.object({
  network: z.string().optional(),
  subver: z.string(),
  version: z.int(),
  inbound: z.boolean(),
  conntime: z.int()
});
