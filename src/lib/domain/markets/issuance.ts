/**
 * About which block of Bitcoin ended a day, for figures that need no more than that.
 *
 * Which block ended a day is not looked up: heights between two halvings are spread evenly over their days, and after the
 * newest one there are 144 a day. That is within a percent of the chain, less than a stock-to-flow can tell.
 */
import { dayOf } from './closes.ts';

const ERA_BLOCKS = 210_000;
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
