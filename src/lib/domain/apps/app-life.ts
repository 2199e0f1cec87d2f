/**
 * How long an app is paid for: the only place that knows.
 *
 * Terms were sold in blocks of 120 s; since the fork blocks take 30 s, so what was left of an older app's term counts
 * four times. From version 9 of specifications on an app ends at a time. A version that nobody knows yet has no default:
 * its end is unknown unless it states one. There is no default for a height or a tip either.
 */
import { FORK_HEIGHT } from '../time/chain-clock.ts';

const DEFAULT_EXPIRE_BEFORE_FORK = 22_000;
const DEFAULT_EXPIRE = 88_000;
/** How many blocks since the fork take as long as one before it. */
export const FORK_SPEEDUP = 4;
/** The newest version of specifications whose term is a number of blocks, with a default. */
const LAST_VERSION_IN_BLOCKS = 8;

/** What a specification says of its end. */
export interface Term {
  specVersion: number | null;
  height: number;
  /** Blocks; null or 0: not stated. */
  expire: number | null;
  /** Unix seconds; null: not stated. */
  endTime: number | null;
}

/** The last height, or the time in unix seconds. */
export type AppEnd = { height: number } | { time: number };

/** When an app ends, in the terms of its version; null: not known. RangeError for heights that are none. */
export function endOf({ specVersion, height, expire, endTime }: Term): AppEnd | null {
  if (endTime !== null) return { time: endTime };
  const hasDefault = specVersion !== null && specVersion <= LAST_VERSION_IN_BLOCKS;
  return hasDefault || (expire ?? 0) > 0 ? { height: endHeight(height, expire) } : null;
}

/**
 * The last height of an app registered or updated at `height` for `expire` blocks (null or 0: the default of the time).
 * RangeError unless both are whole numbers from 0.
 */
export function endHeight(height: number, expire: number | null): number {
  const blocks = whole(expire ?? 0) || (whole(height) < FORK_HEIGHT ? DEFAULT_EXPIRE_BEFORE_FORK : DEFAULT_EXPIRE);
  const end = whole(height) + blocks;
  if (height >= FORK_HEIGHT || end <= FORK_HEIGHT) return end;
  return FORK_HEIGHT + (end - FORK_HEIGHT) * FORK_SPEEDUP;
}

/** Blocks until the end; negative once it has passed. */
export function blocksLeft(end: number, tip: number): number {
  return whole(end) - whole(tip);
}

/** The network drops an app when its end lies below the tip; at its end height it still runs. */
export function isExpired(end: number, tip: number): boolean {
  return blocksLeft(end, tip) < 0;
}

function whole(blocks: number): number {
  if (!Number.isSafeInteger(blocks) || blocks < 0) throw new RangeError(`not a number of blocks: ${blocks}`);
  return blocks;
}
