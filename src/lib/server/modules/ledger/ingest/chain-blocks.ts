/**
 * Blocks of the best chain from whichever source tells them: the daemon, else Blockbook, which indexes the same chain.
 * Everything here throws UpstreamError when neither does.
 */
import { UpstreamError } from '../../../platform/errors.ts';
import { BlockOutOfRange } from '../../../platform/upstream/failures.ts';
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

export interface Tip {
  tip: number;
  /** Header time of the newest block whose header could be had, at most a few below the tip; null: nobody told one. */
  tipTime: number | null;
}

/** Back ends are up to so many blocks behind each other. */
const MAX_LAG = 4;

/** The tip as the daemon says it, else as Blockbook does. A time that nobody tells is unknown, never that of now. */
export async function readTip(deps: IngestDeps, signal: AbortSignal): Promise<Tip> {
  const tip = await heightOf(deps, signal);
  for (const ask of [daemonTime, blockbookTime]) {
    const tipTime = await timeNear(tip, (height) => ask(deps, height, signal));
    if (tipTime !== null) return { tip, tipTime };
  }
  deps.log.warn({ tip }, 'time of the newest block unknown');
  return { tip, tipTime: null };
}

async function heightOf(deps: IngestDeps, signal: AbortSignal): Promise<number> {
  try {
    return await deps.daemon.tip(signal);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    deps.log.warn({ err: error }, 'daemon tip unknown, following blockbook');
    return (await deps.blockbook.status(signal)).bestHeight;
  }
}

/** A back end that is a block behind does not know the tip yet: the time of the block before it is known, and earlier. */
async function timeNear(tip: number, ask: (height: number) => Promise<number>): Promise<number | null> {
  for (let height = tip; height >= Math.max(0, tip - MAX_LAG); height--) {
    try {
      return await ask(height);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (!(error instanceof BlockOutOfRange)) return null;
    }
  }
  return null;
}

async function daemonTime({ daemon }: IngestDeps, height: number, signal: AbortSignal): Promise<number> {
  return (await daemon.blockHeader(await daemon.blockHash(height, signal), signal)).time;
}

function blockbookTime({ blockbook }: IngestDeps, height: number, signal: AbortSignal): Promise<number> {
  return blockbook.blockTime(height, signal);
}
