/**
 * What is asked about the market of Bitcoin.
 *
 * Every method answers completely or throws UpstreamError, and stops promptly when its signal fires.
 */
import type { DailyPriceSource } from '../../prices/module.ts';

export const currencies = ['USD', 'EUR', 'JPY'] as const;
export type Currency = (typeof currencies)[number];

/** In 1e-8 of the currency; null: the source does not know it. */
export type CurrencyPrices = Record<Currency, bigint | null>;

/** What a bitcoin cost at a moment, or at the end of the candle that begins then: see history-closes.ts. */
export interface HistoryRow {
  /** Unix seconds. */
  time: number;
  prices: CurrencyPrices;
}

export interface PriceHistory {
  /** Everything that is known. */
  all(signal: AbortSignal): Promise<HistoryRow[]>;
  /** The newest row not after a moment, unix seconds; null: there is none. */
  at(seconds: number, signal: AbortSignal): Promise<HistoryRow | null>;
}

export interface LivePrices {
  name: 'mempool' | 'coingecko' | 'binance';
  /** Throws for prices that are too old, or do not say of when they are. */
  prices(signal: AbortSignal): Promise<{ at: number; prices: CurrencyPrices }>;
}

/** One coin of a list, as its source tells it. */
export interface CoinRow {
  id: string;
  symbol: string;
  name: string;
  rank: number | null;
  priceUsd: number | null;
  marketCapUsd: number | null;
  volumeUsd: number | null;
  /** Percent. */
  change24h: number | null;
  change7d: number | null;
  change30d: number | null;
  /** Unix seconds; null: not said. */
  updatedAt: number | null;
}

/** Who is said to hold bitcoins. */
export interface HolderRow {
  name: string;
  symbol: string | null;
  country: string | null;
  holdingsBtc: number;
  /** What was paid for it, USD; null: not known. */
  entryUsd: number | null;
}

export interface MarketLists {
  topCoins(signal: AbortSignal): Promise<CoinRow[]>;
  /** Coins of these ids; one that is not known is missing. */
  coins(ids: readonly string[], signal: AbortSignal): Promise<CoinRow[]>;
  holders(kind: 'companies' | 'governments', signal: AbortSignal): Promise<HolderRow[]>;
}

/** What an address holds now; null: nobody here can look addresses up. */
export interface AddressBalances {
  name: string;
  /** Confirmed, in satoshi. */
  balanceSat(address: string, signal: AbortSignal): Promise<bigint>;
}

export interface MarketSources {
  history: PriceHistory;
  /** In the order of trust. */
  live: LivePrices[];
  /** Closes by candles, for days that the history lacks. */
  daily: Record<Currency, DailyPriceSource>;
  lists: MarketLists;
  balances: AddressBalances | null;
}
