/** Everything that is asked about the market of Bitcoin, on the hosts that it shares with others. */
import type { Host } from '../../../platform/upstream/http.ts';
import { createBinance } from '../../prices/module.ts';
import { COINGECKO_SOURCE, createCoingeckoPrices, createMarketLists } from './coingecko.ts';
import {
  ADDRESS_SOURCE,
  createMempoolBalances,
  createMempoolHistory,
  createMempoolPrices,
  MEMPOOL_SOURCE
} from './mempool.ts';
import { type Currency, type CurrencyPrices, type LivePrices, type MarketSources } from './ports.ts';

export interface MarketHosts {
  mempool: Host;
  coingecko: Host;
  binance: Host;
}

const BINANCE_SOURCE = 'binance-markets';
/** What each host is asked for; none of it is a problem of the product when it is away. */
export const marketSourceNames = {
  mempool: [MEMPOOL_SOURCE, ADDRESS_SOURCE],
  coingecko: [COINGECKO_SOURCE],
  binance: [BINANCE_SOURCE]
};
/** A dollar is taken as one USDT. */
const pairs: Record<Currency, string> = { USD: 'BTCUSDT', EUR: 'BTCEUR', JPY: 'BTCJPY' };

export function createMarketSources({ mempool, coingecko, binance }: MarketHosts, now: () => number): MarketSources {
  const pairOf = (currency: Currency) =>
    createBinance(binance, now, { source: BINANCE_SOURCE, symbol: pairs[currency] });
  const daily = { USD: pairOf('USD'), EUR: pairOf('EUR'), JPY: pairOf('JPY') };
  return {
    history: createMempoolHistory(mempool),
    live: [createMempoolPrices(mempool, now), createCoingeckoPrices(coingecko, now), livePricesOf(daily)],
    daily,
    lists: createMarketLists(coingecko),
    balances: createMempoolBalances(mempool)
  };
}

/** Each currency is a pair of its own: one that cannot be had leaves the others. */
function livePricesOf(pairsOf: Record<Currency, ReturnType<typeof createBinance>>): LivePrices {
  return {
    name: 'binance',
    async prices(signal) {
      const usd = await pairsOf.USD.price(signal);
      const others = await Promise.allSettled([pairsOf.EUR.price(signal), pairsOf.JPY.price(signal)]);
      const [eur, jpy] = others.map((told) => (told.status === 'fulfilled' ? told.value.priceE8 : null));
      const prices: CurrencyPrices = { USD: usd.priceE8, EUR: eur ?? null, JPY: jpy ?? null };
      return { at: usd.at, prices };
    }
  };
}
