/**
 * Proof that what was read is deep history of the best chain, so that its rows settle at once; all others settle one by
 * one (settle.ts).
 *
 * Both ends must be in blocks that the chain has at their heights: every block in between is an ancestor of the newer one.
 * Where ranges are read one after the other, the newer end of one is the older end of the next and is asked for once.
 */
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { bestBlockHash } from './chain-blocks.ts';
import type { IngestDeps } from './deps.ts';
import { CERTAIN_DEPTH } from './range-sources.ts';

type Place = Pick<ChainTransaction, 'height' | 'blockHash'>;

/** What was read below the depth at which nothing changes any more. */
export interface DeepEnds {
  oldest: Place;
  newest: Place;
  /** The chain has the newest one's block. */
  isProven: boolean;
}

/** null: nothing of it lies that deep. */
export async function proveNewest(
  deps: IngestDeps,
  { transactions, tip, signal }: { transactions: ChainTransaction[]; tip: number; signal: AbortSignal }
): Promise<DeepEnds | null> {
  const deep = transactions.filter(({ height }) => height <= tip - CERTAIN_DEPTH).sort((a, b) => a.height - b.height);
  const [oldest, newest] = [deep[0], deep.at(-1)];
  if (oldest === undefined || newest === undefined) return null;
  return { oldest, newest, isProven: await isOnBestChain(deps, newest, signal) };
}

/** The height up to which rows are proven; -1 if nothing can be claimed. `isRooted`: what was read before them is. */
export async function anchoredHeight(
  deps: IngestDeps,
  { oldest, newest, isProven }: DeepEnds,
  { isRooted, signal }: { isRooted: boolean; signal: AbortSignal }
): Promise<number> {
  if (!isProven) return -1;
  const isOlderProven =
    isRooted || oldest.blockHash === newest.blockHash || (await isOnBestChain(deps, oldest, signal));
  return isOlderProven ? newest.height : -1;
}

async function isOnBestChain(deps: IngestDeps, { height, blockHash }: Place, signal: AbortSignal): Promise<boolean> {
  try {
    return (await bestBlockHash(deps, height, signal)) === blockHash;
  } catch (error) {
    if (error instanceof UpstreamError) return false;
    throw error;
  }
}
