/** A block as a node describes it: its header, and the statistics that the node works out of it. */
import type { z } from 'zod';
import type { ExplorerBlock } from '../../../domain/explorer.ts';
import type { blockStats, NodeHeader } from './node-shapes.ts';

/** The third of five: 10, 25, 50, 75 and 90 percent of the weight pay at most so much. */
const MEDIAN = 2;

export function readNodeBlock(header: NodeHeader, stats: z.infer<typeof blockStats> | null): ExplorerBlock {
  return {
    height: header.height,
    hash: header.hash,
    previousHash: header.previousblockhash ?? null,
    nextHash: header.nextblockhash ?? null,
    time: header.time,
    medianTime: header.mediantime,
    version: header.version,
    bits: header.bits,
    difficulty: header.difficulty,
    merkleRoot: header.merkleroot,
    nonce: String(header.nonce),
    transactionCount: header.nTx,
    // Statistics leave the coinbase and the header out: the size of a block is that of the whole.
    size: null,
    weight: null,
    feesSat: stats === null ? null : BigInt(stats.totalfee),
    subsidySat: stats === null ? null : BigInt(stats.subsidy),
    medianFeeRate: stats?.feerate_percentiles[MEDIAN] ?? null,
    outputSat: stats === null ? null : BigInt(stats.total_out),
    miner: null,
    isOrphan: header.confirmations < 0
  };
}
