/**
 * What an app takes of a node that runs it, and the two windows of its life that the dashboard shows.
 *
 * A day is 2,880 blocks. There is no default for a tip: one that is unknown must not reach these rules as 0.
 */
import { blocksLeft } from './app-life.ts';
import type { AppSpec } from './census.ts';

export const BLOCKS_PER_DAY = 2_880;

/** Of one instance, all components together. */
export interface AppResources {
  cpu: number;
  ramMb: number;
  hddGb: number;
}

/** null when the components cannot be known: an encrypted app, or a spec without any. */
export function resourcesOf({
  components,
  isEncrypted
}: Pick<AppSpec, 'components' | 'isEncrypted'>): AppResources | null {
  if (isEncrypted || components.length === 0) return null;
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

function isWithinDay(blocks: number): boolean {
  return blocks >= 0 && blocks < BLOCKS_PER_DAY;
}

/** To three decimals, without the dust of binary fractions. */
function sum(amounts: readonly number[]): number {
  return amounts.reduce((thousandths, amount) => thousandths + Math.round(amount * 1_000), 0) / 1_000;
}
