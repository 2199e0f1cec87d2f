/**
 * Difficulty, work and hash rate.
 *
 * A target is the largest hash that makes a block; `bits` is its compact form. Difficulty is the target of the first block
 * divided by it. Every 2,016 blocks the target follows the time that the last 2,015 intervals took (pow.cpp).
 */
export const RETARGET_BLOCKS = 2_016;

const FIRST_TARGET = 0xffffn << 208n;
/** Hashes that a difficulty of 1 takes: 2^48 / 65,535. */
const HASHES_PER_DIFFICULTY = 2 ** 48 / 65_535;
const MAX_FACTOR = 4;

/** The target of compact bits, eight hex digits; null for those that are negative or no number. */
export function targetOfBits(bits: string): bigint | null {
  if (!/^[0-9a-f]{8}$/i.test(bits)) return null;
  const compact = Number.parseInt(bits, 16);
  const exponent = compact >>> 24;
  const mantissa = BigInt(compact & 0x7fffff);
  if ((compact & 0x800000) !== 0 && mantissa !== 0n) return null;
  const shift = BigInt(8 * (exponent - 3));
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** How many times harder than the first block; 17 digits are right. */
export function difficultyOf(target: bigint): number {
  // Scaled by 2^128, so that less than one keeps its digits.
  return Number((FIRST_TARGET << 128n) / target) / 2 ** 128;
}

/** Hashes a second at which a difficulty gives a block in so many seconds. */
export function hashrateOf(difficulty: number, secondsPerBlock: number): number {
  return (difficulty * HASHES_PER_DIFFICULTY) / secondsPerBlock;
}

export interface Retarget {
  /** Of the first block with the new target. */
  height: number;
  blocksLeft: number;
  /** Percent, 2 decimals; null: the period has only begun, or difficulty does not move on this network. */
  change: number | null;
  /** Unix seconds. */
  expectedAt: number;
}

/**
 * What the next change will be if blocks go on as in this period (the estimate that mempool.space shows). `startTime`:
 * header time of the first block of the period. A factor beyond four is cut, as the network does.
 */
export function nextRetarget(
  { height, time, startTime, now }: { height: number; time: number; startTime: number; now: number },
  { blockSeconds, hasRetarget }: { blockSeconds: number; hasRetarget: boolean }
): Retarget {
  const place = height % RETARGET_BLOCKS;
  const blocksLeft = RETARGET_BLOCKS - place;
  // Header times run ahead of clocks by up to two hours.
  const elapsed = Math.max(now, time) - startTime;
  const isKnown = hasRetarget && place > 0 && elapsed > 0;
  const pace = isKnown ? elapsed / (place + 1) : blockSeconds;
  const factor = Math.min(MAX_FACTOR, Math.max(1 / MAX_FACTOR, blockSeconds / pace));
  return {
    height: height + blocksLeft,
    blocksLeft,
    change: isKnown ? Math.round((factor - 1) * 10_000) / 100 : null,
    expectedAt: Math.round(Math.max(now, time) + blocksLeft * pace)
  };
}
