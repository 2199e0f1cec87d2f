/** How a price has done over a range of days: from its first known close to its last, the highest and lowest between. */
import { percentOf } from '../money/money.ts';
import { closeOf, type Close } from './closes.ts';
import { divideHalfUp } from '../money/decimal.ts';

export interface Performance {
  first: Close;
  last: Close;
  high: Close;
  low: Close;
  /** Percent from first to last, two decimals. */
  change: number | null;
}

/** null: no close of the range is known. Of equal closes the earlier one is the highest or lowest. */
export function performanceOf(closes: readonly Close[]): Performance | null {
  const [first, last] = [closes[0], closes.at(-1)];
  if (first === undefined || last === undefined) return null;
  const high = closes.reduce((best, one) => (one.priceE8 > best.priceE8 ? one : best));
  const low = closes.reduce((best, one) => (one.priceE8 < best.priceE8 ? one : best));
  return { first, last, high, low, change: percentOf(last.priceE8 - first.priceE8, first.priceE8) };
}

/**
 * A price in dollars as one in another currency, by what a third thing cost in both that day: only days on which all three
 * are known have one. Rounded half up to 1e-8.
 */
export function converted(
  closes: readonly Close[],
  { inDollars, inCurrency }: { inDollars: readonly Close[]; inCurrency: readonly Close[] }
): Close[] {
  const dollars = new Map(inDollars.map(({ date, priceE8 }) => [date, priceE8]));
  const others = new Map(inCurrency.map(({ date, priceE8 }) => [date, priceE8]));
  return closes.flatMap(({ date, priceE8 }) => {
    const [usd, other] = [dollars.get(date), others.get(date)];
    if (usd === undefined || other === undefined) return [];
    const price = divideHalfUp(priceE8 * other, usd);
    return price > 0n ? [closeOf(date, price)] : [];
  });
}
