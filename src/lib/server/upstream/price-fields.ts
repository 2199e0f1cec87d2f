/** Prices as the services write them: a JSON number or decimal text, above 0. */
import { z } from 'zod';
import { priceE8 } from '../../domain/money.ts';
import type { PriceClose } from './ports.ts';

/** What a price source is asked for. */
export type PricePurpose = 'live' | 'closes';

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
