/**
 * Lists of coins and holders, and a second live price, by CoinGecko without a key: asked seldom, because its limits are low
 * and failed questions count. Its holders are kept by hand: "as reported". Any figure may be null.
 */
import { z } from 'zod';
import type { Host } from '../../../platform/upstream/http.ts';
import { closeField, coingeckoComplaint, staleness } from '../../prices/module.ts';
import type { CoinRow, HolderRow, LivePrices, MarketLists } from './ports.ts';

export const COINGECKO_SOURCE = 'coingecko-markets';
const TOP = 50;

const figure = z
  .number()
  .nullish()
  .transform((told) => told ?? null);
const coin = z
  .object({
    id: z.string(),
    symbol: z.string(),
    name: z.string(),
    market_cap_rank: z.int().positive().nullish().catch(null),
    current_price: figure,
    market_cap: figure,
    total_volume: figure,
    price_change_percentage_24h: figure,
    price_change_percentage_7d_in_currency: figure,
    price_change_percentage_30d_in_currency: figure,
    last_updated: z.iso.datetime({ offset: true }).nullish().catch(null)
  })
  .transform((told): CoinRow => ({
    id: told.id,
    symbol: told.symbol.toUpperCase(),
    name: told.name,
    rank: told.market_cap_rank ?? null,
    priceUsd: told.current_price,
    // 0 is how it writes that it does not know.
    marketCapUsd: told.market_cap === 0 ? null : told.market_cap,
    volumeUsd: told.total_volume,
    change24h: told.price_change_percentage_24h,
    change7d: told.price_change_percentage_7d_in_currency,
    change30d: told.price_change_percentage_30d_in_currency,
    updatedAt: told.last_updated == null ? null : Math.floor(Date.parse(told.last_updated) / 1000)
  }));
const coins = z.array(coin);

const holder = z
  .object({
    name: z.string(),
    symbol: z.string().nullish(),
    country: z.string().nullish(),
    total_holdings: z.number().positive(),
    total_entry_value_usd: figure
  })
  .transform((told): HolderRow => ({
    name: told.name,
    symbol: told.symbol ?? null,
    country: told.country ?? null,
    holdingsBtc: told.total_holdings,
    entryUsd: told.total_entry_value_usd === 0 ? null : told.total_entry_value_usd
  }));
/** Under the older path companies are called so, under the newer one both kinds. */
const holders = z
  .union([z.object({ companies: z.array(z.unknown()) }), z.object({ governments: z.array(z.unknown()) })])
  .transform((told) => ('companies' in told ? told.companies : told.governments))
  .transform((rows) => rows.flatMap((row) => holder.safeParse(row).data ?? []));

const price = closeField.optional().transform((told) => told ?? null);
const bitcoin = z
  .object({
    bitcoin: z.object({ usd: price, eur: price, jpy: price, last_updated_at: z.int().positive() })
  })
  .transform(({ bitcoin: { usd, eur, jpy, last_updated_at } }) => ({
    at: last_updated_at,
    prices: { USD: usd, EUR: eur, JPY: jpy }
  }));

export function createMarketLists(host: Host): MarketLists {
  const ask = <T>(path: string, schema: z.ZodType<T>, { purpose, signal }: { purpose: string; signal: AbortSignal }) =>
    host.json(`/api/v3/${path}`, {
      source: COINGECKO_SOURCE,
      complaintIn: coingeckoComplaint,
      faultIn: (rows: T) => (Array.isArray(rows) && rows.length === 0 ? 'the list is empty' : null),
      schema,
      purpose,
      signal
    });
  const markets = (query: string) =>
    `coins/markets?vs_currency=usd&order=market_cap_desc&page=1&sparkline=false&price_change_percentage=24h,7d,30d&${query}`;
  return {
    topCoins: (signal) => ask(markets(`per_page=${TOP}`), coins, { purpose: 'top-coins', signal }),
    coins: (ids, signal) =>
      ask(markets(`per_page=${ids.length}&ids=${ids.join(',')}`), coins, { purpose: 'coins', signal }),
    holders: (kind, signal) => ask(`${kind}/public_treasury/bitcoin`, holders, { purpose: kind, signal })
  };
}

export function createCoingeckoPrices(host: Host, now: () => number): LivePrices {
  return {
    name: 'coingecko',
    prices: (signal) =>
      host.json('/api/v3/simple/price?ids=bitcoin&vs_currencies=usd,eur,jpy&include_last_updated_at=true', {
        source: COINGECKO_SOURCE,
        purpose: 'live',
        complaintIn: coingeckoComplaint,
        schema: bitcoin,
        signal,
        faultIn: ({ at, prices }) =>
          prices.USD === null ? 'it does not know the price' : staleness({ priceE8: prices.USD, at }, now())
      })
  };
}
