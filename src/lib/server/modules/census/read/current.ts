/**
 * The newest known figures, as their writers left them: each with its age, null when it was never known.
 *
 * A row that cannot be read is an error, not an unknown figure.
 */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import {
  STALE_AFTER_SECONDS,
  type CurrentFigures,
  type FigureName
} from '../../../../domain/census/current-figures.ts';
import { formatPrice } from '../../../../domain/money/money.ts';
import { figuresIn } from '../../../platform/store/documents/current-metrics.ts';
import { censusLimitSeconds, freshnessAt, type ReadContext } from '../../ledger/module.ts';

export interface Figure<T> extends Freshness {
  value: T | null;
}

/** Reads one figure out of the rows of one moment. */
export type Current = <N extends FigureName>(name: N) => Figure<CurrentFigures[N]>;

export async function readCurrent(context: ReadContext): Promise<Current> {
  const rows = await context.store.query('current_metrics_all', {});
  const figures = figuresIn(rows);
  const times = new Map(rows.map(({ name, as_of }) => [name, as_of]));
  const now = context.now();
  return (name) => {
    const value = figures[name];
    const asOf = times.get(name);
    if (value === undefined || asOf === undefined) return { value: null, asOf: null, stale: true };
    // The live price is shown for as long as it may value a payment.
    const limit = name === 'flux_price_usd' ? STALE_AFTER_SECONDS : censusLimitSeconds(context);
    return { value, ...freshnessAt(asOf, now, limit) };
  };
}

/** In 1e-8 USD; a price that is too old is not known. */
export function livePriceE8(current: Current): bigint | null {
  const { value, stale } = current('flux_price_usd');
  return value === null || stale ? null : BigInt(value);
}

export function shownPrice(priceE8: bigint | null): number | null {
  return priceE8 === null ? null : Number(formatPrice(priceE8));
}
