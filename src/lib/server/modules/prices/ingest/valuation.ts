/**
 * What a payment was worth in dollars.
 *
 * The close of its UTC day decides. Until that is known the live price stands in for today and yesterday, if it is
 * younger than six hours; otherwise the value is unknown (null, never 0) and repaired later.
 */
import { isWithin } from '../../../../domain/time/ages.ts';
import { usdMicros } from '../../../../domain/money/money.ts';
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import { readableFiguresIn } from '../../../platform/store/documents/current-metrics.ts';
import type { PaymentRow } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';

export const LIVE_PRICE_METRIC = 'flux_price_usd';
const LIVE_PRICE_LIMIT_SECONDS = 6 * 3600;

export interface Prices {
  /** 1e-8 USD by UTC day. */
  closes: ReadonlyMap<string, bigint>;
  /** null when there is none or it is too old to be used. */
  live: bigint | null;
  /** The first day that may still be valued with the live price. */
  liveFrom: string;
}

export type Value = Pick<PaymentRow, 'usd_micros' | 'price_source'>;

/** Reads the closes of [start, end] and the live price as of `now` (unix seconds). */
export async function readPrices(
  store: Store,
  { start, end, now }: { start: string; end: string; now: number }
): Promise<Prices> {
  const [closes, [metric]] = await Promise.all([
    store.query('closes_in_range', { start, end }),
    store.query('current_metric', { name: LIVE_PRICE_METRIC })
  ]);
  const isUsable = metric !== undefined && isWithin(metric.as_of, now, LIVE_PRICE_LIMIT_SECONDS);
  // One that is damaged is not known: the next reading of prices stores it anew.
  const live = isUsable ? readableFiguresIn([{ name: LIVE_PRICE_METRIC, ...metric }])[LIVE_PRICE_METRIC] : undefined;
  return {
    closes: new Map(closes.map(({ date, price_e8 }) => [date, BigInt(price_e8)])),
    live: live === undefined ? null : BigInt(live),
    liveFrom: addDays(dateOf(now), -1)
  };
}

/** Closes alone, as they were read before. */
export function pricesOf(closes: ReadonlyMap<string, bigint>): Prices {
  return { closes, live: null, liveFrom: '' };
}

/** `before` is the payment's stored value: a live value stays until there is something better. */
export function valueOf(payment: { date: string; amountSat: bigint }, prices: Prices, before?: Value): Value {
  const close = prices.closes.get(payment.date);
  if (close !== undefined) return { usd_micros: String(usdMicros(payment.amountSat, close)), price_source: 'close' };
  if (prices.live !== null && payment.date >= prices.liveFrom) {
    return { usd_micros: String(usdMicros(payment.amountSat, prices.live)), price_source: 'live' };
  }
  return before?.price_source === 'live' ? before : { usd_micros: null, price_source: null };
}
