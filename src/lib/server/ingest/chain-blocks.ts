/**
 * Blocks of the best chain from whichever source tells them: the daemon, else Blockbook, which indexes the same chain.
 * Everything here throws UpstreamError when neither does.
 */
import { UpstreamError } from '../errors.ts';
import type { IngestDeps } from './deps.ts';

/** The hash that getblockhash answers for a height. */
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

/** The tip as the daemon says it, else as Blockbook does; with the header time of its block where that can be had. */
export async function readTip(deps: IngestDeps, signal: AbortSignal): Promise<{ tip: number; tipTime: number }> {
  try {
    const tip = await deps.daemon.tip(signal);
    return { tip, tipTime: await timeOf(deps, tip, signal) };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    deps.log.warn({ err: error }, 'daemon tip unknown, following blockbook');
    const { bestHeight } = await deps.blockbook.status(signal);
    return { tip: bestHeight, tipTime: deps.now() };
  }
}

/** A back end that is a block behind does not know the tip's hash yet: the clock is as good within a minute. */
async function timeOf(deps: IngestDeps, height: number, signal: AbortSignal): Promise<number> {
  try {
    const { time } = await deps.daemon.blockHeader(await deps.daemon.blockHash(height, signal), signal);
    return time;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return deps.now();
  }
}
