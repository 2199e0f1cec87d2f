/**
 * Block heights and time.
 *
 * For axes and "about n days left" only: money uses stored header times. Between dated blocks the chain is taken to run
 * evenly; the spacing before the fork comes from the dated block 1,672,000 (2024-05-13), not from a day's sample.
 */

/** Activation of "proof of node": blocks every 30 s instead of 120 s. */
export const FORK_HEIGHT = 2_020_000;

/** Stretches of the chain, newest first: from `height`, mined at `time`, a block takes `spacing` seconds. */
const stretches = [
  { height: 2_996_915, time: 1_790_797_174, spacing: 30 },
  { height: FORK_HEIGHT, time: 1_761_415_235, spacing: 30.076 },
  { height: 1_672_000, time: 1_715_618_435, spacing: 131.6 },
  { height: 0, time: 1_516_980_000, spacing: 118.8028 }
] as const;

/** About which block is mined at a time in unix seconds; 0 before the first. */
export function estimateHeight(time: number): number {
  const { height, time: from, spacing } = stretches.find((each) => time >= each.time) ?? stretches[3];
  return Math.max(0, Math.floor(height + (time - from) / spacing));
}

/** About when a block was or will be mined, unix seconds. RangeError unless the height is an integer from 0. */
export function estimateTime(height: number): number {
  const stretch = stretches.find((each) => height >= each.height);
  if (stretch === undefined || !Number.isSafeInteger(height)) throw new RangeError(`height: ${height}`);
  return Math.round(stretch.time + (height - stretch.height) * stretch.spacing);
}
