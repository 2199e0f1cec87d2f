/**
 * What an app takes of a node that runs it, and the two windows of its life that the dashboard shows.
 *
 * A day is 2,880 blocks. There is no default for a tip: one that is unknown must not reach these rules as 0.
 */
import { blocksLeft, type AppEnd } from './app-life.ts';
import type { AppSpec } from '../census/census.ts';

export const BLOCKS_PER_DAY = 2_880;
const SECONDS_PER_BLOCK = 30;

/** Of one instance, all components together; null where one of them does not tell it. */
export interface AppResources {
  cpu: number | null;
  ramMb: number | null;
  hddGb: number | null;
}

/** null when the components cannot be known: an encrypted app, one of an unknown kind, or a spec without any. */
export function resourcesOf({
  components,
  isEncrypted
}: Pick<AppSpec, 'components' | 'isEncrypted'>): AppResources | null {
  if (isEncrypted || components === null || components.length === 0) return null;
  return {
    cpu: sum(components.map(({ cpu }) => cpu)),
    ramMb: sum(components.map(({ ramMb }) => ramMb)),
    hddGb: sum(components.map(({ hddGb }) => hddGb))
  };
}

/** Whether the payment of a spec lies within the last day of blocks. RangeError unless both are whole numbers from 0. */
export function deployedToday(height: number, tip: number): boolean {
  return isWithinDay(blocksLeft(tip, height));
}

/** Whether an app ends within the next day of blocks and still runs. RangeError unless both are whole numbers from 0. */
export function isExpiring(end: number, tip: number): boolean {
  return isWithinDay(blocksLeft(end, tip));
}

/** The height of an end, or the one that its time will have by the newest block and the clock, in unix seconds. */
export function heightOfEnd(end: AppEnd, { tip, now }: { tip: number; now: number }): number {
  return 'time' in end ? Math.max(0, tip + Math.floor((end.time - now) / SECONDS_PER_BLOCK)) : end.height;
}

function isWithinDay(blocks: number): boolean {
  return blocks >= 0 && blocks < BLOCKS_PER_DAY;
}

/** To three decimals, without the dust of binary fractions. */
function sum(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length < amounts.length) return null;
  return known.reduce((thousandths, amount) => thousandths + Math.round(amount * 1_000), 0) / 1_000;
}
