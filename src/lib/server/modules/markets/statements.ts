/** Statements of the market of Bitcoin. Prices and satoshi are text. */
import type { Fenced, KeySet } from '../../platform/store/rows.ts';

type None = Record<string, never>;

export interface MarketCloseRow {
  date: string;
  price_e8: string;
  source: string;
}

export interface MarketPriceRow {
  currency: string;
  price_e8: string;
  source: string;
  as_of: number;
}

export interface MarketListRow {
  name: string;
  /** JSON. */
  body: string;
  source: string;
  as_of: number;
}

export interface MarketStatements {
  store_market_closes: {
    args: Fenced & {
      asset: string;
      /** By currency, then date. */
      closes: Record<string, Record<string, { price_e8: string; source: string }>>;
      now: number;
    };
    row: never;
  };
  market_closes_of: { args: { asset: string; currency: string }; row: MarketCloseRow };
  store_market_prices: {
    args: Fenced & {
      asset: string;
      /** By currency. */
      prices: Record<string, { price_e8: string }>;
      source: string;
      as_of: number;
      until: number;
    };
    row: never;
  };
  market_prices_of: { args: { asset: string }; row: MarketPriceRow };
  store_market_list: { args: Fenced & MarketListRow; row: never };
  market_lists_all: { args: None; row: MarketListRow };
  store_market_balances: {
    args: Fenced & { addresses: KeySet; balances: Record<string, { sat: string }>; source: string; as_of: number };
    row: never;
  };
  market_balances_all: { args: None; row: { address: string; amount_sat: string; source: string; as_of: number } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends MarketStatements {}
}
