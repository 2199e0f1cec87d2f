/**
 * Height to header time and back.
 *
 * Straight lines between dated heights of the real chain; after the last one exactly 30 s a block. Header times jitter
 * around the line (so they are not monotonic), and at every UTC midnight one block carries exactly 00:00:00 and the
 * block before it 23:59:59, the two sides of a day.
 */
import { daySeconds } from '../clock.ts';
import { mix } from '../random.ts';

/** Payments to the tracked address begin here. */
export const firstHeight = 1_672_000;
/** Proof of node: blocks come four times as fast from here on. */
export const forkHeight = 2_020_000;

const anchors = [
  { height: 0, time: 1715558400 - firstHeight * 121.2 },
  { height: firstHeight, time: 1715558400 },
  { height: forkHeight, time: 1761415235 },
  { height: 2_996_915, time: 1790797174 },
  { height: 2_996_915 + 10_000_000, time: 1790797174 + 300_000_000 }
];

/** Blocks whose real header time is known and used as it is. */
const recorded = new Map([[2_998_352, 1790840344]]);

function line(isBelow: (anchor: { height: number; time: number }) => boolean) {
  let index = 1;
  while (index < anchors.length - 1 && !isBelow(anchors[index] ?? { height: 0, time: 0 })) index++;
  const from = anchors[index - 1];
  const to = anchors[index];
  if (from === undefined || to === undefined) throw new RangeError('no line for this part of the chain');
  return { from, spacing: (to.time - from.time) / (to.height - from.height) };
}

/** Unix seconds at which a block is due. */
export function dueTime(height: number): number {
  const { from, spacing } = line((anchor) => height < anchor.height);
  return Math.floor(from.time + (height - from.height) * spacing);
}

/** The newest block that is due at this moment. */
export function heightAt(unixSeconds: number): number {
  const { from, spacing } = line((anchor) => unixSeconds < anchor.time);
  const height = from.height + Math.floor((unixSeconds - from.time) / spacing);
  if (dueTime(height + 1) <= unixSeconds) return height + 1;
  return dueTime(height) > unixSeconds ? height - 1 : height;
}

/** Header time of one version of a block: `key` differs between the branches of a reorganisation. */
export function headerTime(height: number, key: number): number {
  const known = recorded.get(height);
  if (known !== undefined) return known;
  const due = dueTime(height);
  const midnight = Math.floor(due / daySeconds) * daySeconds;
  if (dueTime(height - 1) < midnight) return midnight;
  if (dueTime(height + 1) >= midnight + daySeconds) return midnight + daySeconds - 1;
  const spread = height >= forkHeight ? 22 : 70;
  return due + (mix(key, height) % (2 * spread + 1)) - spread;
}
