/** Difficulty of every period of a node's chain, from the headers at which it changed. */
import { RETARGET_BLOCKS } from '../../../domain/bitcoin/difficulty.ts';
import { blockHeader, chainInfo, hash } from './node-shapes.ts';
import type { Rpc } from './rpc.ts';
import { RpcRefusal } from './rpc-refusal.ts';

export interface Epoch {
  height: number;
  /** Header time of its first block, unix seconds. */
  time: number;
  difficulty: number;
}

export interface Epochs {
  /** Ascending. */
  epochs: Epoch[];
  /** The newest block. */
  tip: { height: number; time: number };
}

export async function readEpochs(rpc: Rpc, signal: AbortSignal): Promise<Epochs> {
  const { blocks: height, bestblockhash: best } = await rpc.call(
    { method: 'getblockchaininfo', schema: chainInfo },
    signal
  );
  const heights = Array.from(
    { length: Math.floor(height / RETARGET_BLOCKS) + 1 },
    (_, place) => place * RETARGET_BLOCKS
  );
  const hashes = await rpc.batch(
    heights.map((at) => ({ method: 'getblockhash', params: [at], schema: hash })),
    signal
  );
  const known = hashes.filter((each) => typeof each === 'string');
  const headers = await rpc.batch(
    [...known, best].map((of) => ({ method: 'getblockheader', params: [of], schema: blockHeader })),
    signal
  );
  const told = headers.map((header) => {
    if (header instanceof RpcRefusal) throw header;
    return { height: header.height, time: header.time, difficulty: header.difficulty };
  });
  return { epochs: told.slice(0, -1), tip: told.at(-1) ?? { height, time: 0 } };
}
