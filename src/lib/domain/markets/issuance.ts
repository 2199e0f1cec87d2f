/**
 * How many bitcoins there are on a day, by the schedule of the chain: 50 a block, halved every 210,000 blocks.
 *
 * Which block ended a day is not looked up: heights between two halvings are spread evenly over their days, and after the
 * newest one there are 144 a day. That is within a percent of the chain, less than a stock-to-flow can tell.
 */
import { dayOf } from './closes.ts';

const ERA_BLOCKS = 210_000;
const FIRST_SUBSIDY_SAT = 5_000_000_000n;
export const BLOCKS_PER_DAY = 144;

/** First block of each era and its UTC day, as the chain has them. */
const eras = [
  { height: 0, date: '2009-01-03' },
  { height: 210_000, date: '2012-11-28' },
  { height: 420_000, date: '2016-07-09' },
  { height: 630_000, date: '2020-05-11' },
  { height: 840_000, date: '2024-04-20' }
] as const;

/** Days on which the subsidy was halved. */
export const halvings: readonly string[] = eras.slice(1).map(({ date }) => date);

/** About the height at the end of a day; null before the first block. On the day of a halving it is that of its block. */
export function heightOn(date: string): number | null {
  const day = dayOf(date);
  const at = eras.findLastIndex((era) => dayOf(era.date) <= day);
  const era = eras[at];
  if (era === undefined) return null;
  const since = day - dayOf(era.date);
  const next = eras[at + 1];
  if (next === undefined) return era.height + since * BLOCKS_PER_DAY;
  return era.height + Math.floor((ERA_BLOCKS * since) / (dayOf(next.date) - dayOf(era.date)));
}

/** What the miner of a block may issue. */
export function subsidySat(height: number): bigint {
  const halved = Math.floor(height / ERA_BLOCKS);
  return halved >= 33 ? 0n : FIRST_SUBSIDY_SAT >> BigInt(halved);
}

/** Issued by blocks 0 to `height`, both included: by schedule, burnt and unspendable coins among them. */
export function issuedSat(height: number): bigint {
  let sum = 0n;
  for (let first = 0; first <= height; first += ERA_BLOCKS) {
    const subsidy = subsidySat(first);
    if (subsidy === 0n) break;
    sum += subsidy * BigInt(Math.min(ERA_BLOCKS, height - first + 1));
  }
  return sum;
}
