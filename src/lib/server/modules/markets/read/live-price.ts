/** What a bitcoin costs now: a price that is older than an hour is shown as one of its time, never as one of now. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type { market } from '../../../../contract/markets/market.ts';
import type { MarketContext } from './closes.ts';
import { freshnessAt, panelOf, unavailable } from './panels.ts';

const LIVE_LIMIT_SECONDS = 3_600;

export async function readLivePrice({
  store,
  now,
  isBitcoinOn
}: MarketContext): Promise<Answer<typeof market>['price']> {
  const rows = isBitcoinOn ? await store.query('market_prices_of', { asset: 'BTC' }) : [];
  const newest = rows.reduce<number | null>((best, { as_of }) => Math.max(best ?? 0, as_of), null);
  if (newest === null) {
    const reason = 'No source has told a price with its time yet: mempool (MEMPOOL_URL), CoinGecko, Binance.';
    return { ...unavailable(isBitcoinOn, reason), source: null, USD: null, EUR: null, JPY: null };
  }
  // A currency that the newest source does not know has a price of another time: not one of now.
  const priceOf = (currency: string) => {
    const row = rows.find((one) => one.currency === currency && one.as_of === newest);
    return row === undefined ? null : Number(row.price_e8) / 1e8;
  };
  return {
    ...panelOf({ status: 'ok', reason: null }, freshnessAt(newest, { now: now(), limitSeconds: LIVE_LIMIT_SECONDS })),
    source: rows.find(({ as_of }) => as_of === newest)?.source ?? null,
    USD: priceOf('USD'),
    EUR: priceOf('EUR'),
    JPY: priceOf('JPY')
  };
}
