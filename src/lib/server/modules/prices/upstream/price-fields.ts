/** Prices as the services write them: a JSON number or decimal text, above 0. */
import { z } from 'zod';
import { priceE8 } from '../../../../domain/money/money.ts';
import { ageOf } from '../../../../domain/time/ages.ts';
import type { LivePrice, PriceClose } from './ports.ts';

/** What a price source is asked for. */
export type PricePurpose = 'live' | 'closes';

/** A pair that is no longer traded, or a feed that stands still, goes on answering its last price. */
const MAX_LIVE_AGE_SECONDS = 3_600;

/** Why a price with its own time is no live price; null when it is one. */
export function staleness({ at }: LivePrice, now: number): string | null {
  const age = ageOf(at, now);
  if (age === null) return `the price is of ${timeText(at)}, which has not come`;
  return age > MAX_LIVE_AGE_SECONDS ? `the price is of ${timeText(at)}: too old to be a live one` : null;
}

/**
 * For services that do not say of when their price is: it is as old as it has been told unchanged, so that a feed that
 * stands still ages. `now` in unix seconds.
 */
export function createFirstSeen(now: () => number): (priceE8: bigint) => LivePrice {
  let told: LivePrice | null = null;
  return (priceE8) =>
    (told = told?.priceE8 === priceE8 && ageOf(told.at, now()) !== null ? told : { priceE8, at: now() });
}

function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16)}Z`;
}

const written = z.union([z.number(), z.string()]);

/** The one price of an answer; 0, negative or no number at all is a fault of the answer. */
export const priceField = written.transform((price, context) => {
  const read = readPrice(price);
  if (read !== null) return read;
  context.addIssue('expected a price above 0');
  return z.NEVER;
});

/** One price of many; null where the service had none for that day, which some write as 0 or null. */
export const closeField = written.nullable().transform((price) => (price === null ? null : readPrice(price)));

/** Known closes of the days in the range that are over, ascending, each day once (the first told). */
export function finishedCloses(
  days: readonly { date: string; price: bigint | null }[],
  { start, end, today }: { start: string; end: string; today: string }
): PriceClose[] {
  const closes = new Map<string, bigint>();
  for (const { date, price } of days) {
    if (price === null || date < start || date > end || date >= today || closes.has(date)) continue;
    closes.set(date, price);
  }
  return [...closes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, priceE8]) => ({ date, priceE8 }));
}

function readPrice(price: string | number): bigint | null {
  try {
    return priceE8(price);
  } catch {
    return null;
  }
}
