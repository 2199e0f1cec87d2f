/**
 * The hash of the best chain's block at a height, from whichever source tells it: the daemon, else Blockbook's index of
 * the same chain. Throws UpstreamError when neither does.
 */
import { UpstreamError } from '../errors.ts';
import type { IngestDeps } from './deps.ts';

export async function bestBlockHash(
  { daemon, blockbook }: Pick<IngestDeps, 'daemon' | 'blockbook'>,
  height: number,
  signal: AbortSignal
): Promise<string> {
  try {
    return await daemon.blockHash(height, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return blockbook.blockHash(height, signal);
  }
}
