/** A market that is stored: four years of closes with a hole, a live price, lists and balances. */
import { addDays, dateOf, eachDay } from '../../lib/domain/time/periods.ts';
import { labelledAddresses } from '../../lib/server/modules/markets/lists/labelled-addresses.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';

const DAYS = 1_500;
/** Days ago that nobody told. */
const HOLE = 100;

export async function plantMarkets(store: Store, now: number): Promise<void> {
  const lease = await leaseOf(store, 'markets');
  const today = dateOf(now);
  const days = eachDay(addDays(today, -DAYS), addDays(today, -1)).filter((date) => date !== addDays(today, -HOLE));
  const closes = (factor: number) =>
    Object.fromEntries(
      days.map((date, at) => {
        const usd = 30_000 + at * 40 + Math.round(4_000 * Math.sin(at / 40));
        return [date, { price_e8: String(BigInt(Math.round(usd * factor)) * 100_000_000n), source: 'mempool' }];
      })
    );
  await store.query('store_market_closes', {
    ...lease,
    asset: 'BTC',
    closes: { USD: closes(1), EUR: closes(0.9) },
    now
  });
  const prices = { USD: { price_e8: '9000000000000' }, EUR: { price_e8: '8100000000000' } };
  const told = { source: 'mempool', as_of: now - 60 };
  await store.query('store_market_prices', { ...lease, asset: 'BTC', prices, ...told, until: now });
  const list = (name: string, rows: object[]) =>
    store.query('store_market_list', { ...lease, name, body: JSON.stringify(rows), source: 'coingecko', as_of: now });
  const coin = { rank: 1, volumeUsd: 1e9, change24h: -1.5, change7d: 2, change30d: null, updatedAt: now };
  await list('top-coins', [
    { ...coin, id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', priceUsd: 90_000, marketCapUsd: 1.8e12 }
  ]);
  await list('depin', [{ ...coin, id: 'zelcash', symbol: 'FLUX', name: 'Flux', priceUsd: 0.0712, marketCapUsd: null }]);
  await list('companies', [
    { name: 'Example Holdings', symbol: null, country: 'US', holdingsBtc: 640_031, entryUsd: null }
  ]);
  const addresses = (labelledAddresses.addresses ?? []).map(({ address }) => address);
  const balances = Object.fromEntries(addresses.slice(1).map((address) => [address, { sat: '123456789' }]));
  await store.query('store_market_balances', { ...lease, addresses: keySet(addresses), balances, ...told });

  const priceLease = await leaseOf(store, 'prices');
  const flux = days.map((date, at) => {
    const price_e8 = String(7_000_000 + at * 1_000);
    return [date, { price_e8, source: 'binance' as const }] as const;
  });
  await store.query('store_closes', { ...priceLease, closes: Object.fromEntries(flux), status: {}, now });
}
