/** What is read of mempool.space's answers (esplora's paths and its own). Keys are added there without notice. */
import { z } from 'zod';
import { hash } from './node-shapes.ts';

const height = z.int().nonnegative();
const sat = z.int().nonnegative();

const output = z.object({
  scriptpubkey: z.string().regex(/^([0-9a-f]{2})*$/),
  value: sat
});

export const restTransaction = z.object({
  txid: hash,
  version: z.number(),
  locktime: z.number(),
  size: z.int().positive(),
  weight: z.int().positive(),
  fee: sat,
  vin: z.array(
    z.object({
      txid: hash,
      vout: z.number(),
      prevout: output.nullish(),
      scriptsig: z.string().nullish(),
      is_coinbase: z.boolean(),
      sequence: z.number()
    })
  ),
  vout: z.array(output),
  status: z.object({
    confirmed: z.boolean(),
    block_height: height.nullish(),
    block_hash: hash.nullish(),
    block_time: z.int().nullish()
  })
});
export type RestTransaction = z.infer<typeof restTransaction>;

/** `extras` are mempool's own; plain esplora has none. */
export const restBlock = z.object({
  id: hash,
  height,
  version: z.number(),
  timestamp: z.int().nonnegative(),
  bits: z.number(),
  nonce: z.number(),
  difficulty: z.number(),
  merkle_root: z.string(),
  tx_count: z.int().nonnegative(),
  size: z.int().nonnegative(),
  weight: z.int().nonnegative(),
  previousblockhash: hash.nullish(),
  mediantime: z.int().nullish(),
  stale: z.boolean().nullish(),
  extras: z
    .object({
      totalFees: sat.nullish(),
      reward: sat.nullish(),
      medianFee: z.number().nonnegative().nullish(),
      totalOutputAmt: sat.nullish(),
      pool: z.object({ name: z.string() }).nullish()
    })
    .nullish()
});
export type RestBlock = z.infer<typeof restBlock>;

const stats = z.object({
  funded_txo_sum: sat,
  spent_txo_sum: sat,
  tx_count: z.int().nonnegative()
});
export const restAddress = z.object({ address: z.string(), chain_stats: stats, mempool_stats: stats });

export const restMempool = z.object({
  count: z.int().nonnegative(),
  vsize: z.number().nonnegative(),
  total_fee: z.number().nonnegative(),
  fee_histogram: z.array(z.tuple([z.number().nonnegative(), z.number().nonnegative()]))
});

export const restFees = z.object({
  fastestFee: z.number(),
  halfHourFee: z.number(),
  hourFee: z.number(),
  economyFee: z.number(),
  minimumFee: z.number()
});

export const restProjected = z.array(
  z.object({
    blockVSize: z.number().nonnegative(),
    nTx: z.int().nonnegative(),
    totalFees: z.number().nonnegative(),
    medianFee: z.number().nonnegative(),
    feeRange: z.array(z.number().nonnegative())
  })
);

export const restHashrate = z.object({
  hashrates: z.array(z.object({ timestamp: z.int(), avgHashrate: z.number().nonnegative() })),
  difficulty: z.array(
    z
      .object({
        time: z.int().optional(),
        timestamp: z.int().optional(),
        height: height.nullish(),
        difficulty: z.number()
      })
      .transform(({ time, timestamp, height: at, difficulty }) => ({
        time: time ?? timestamp ?? null,
        height: at ?? null,
        difficulty
      }))
  ),
  currentHashrate: z.number().nonnegative(),
  currentDifficulty: z.number().nonnegative()
});

export const restPools = z.object({
  pools: z.array(z.object({ name: z.string(), slug: z.string(), blockCount: z.int().nonnegative() })),
  blockCount: z.int().nonnegative()
});

/** -1: not known. */
const price = z
  .number()
  .optional()
  .transform((told) => (told !== undefined && told > 0 ? told : null));
export const restPrices = z.object({ time: z.int().nonnegative(), USD: price, EUR: price, JPY: price });
