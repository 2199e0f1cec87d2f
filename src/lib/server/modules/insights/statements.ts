/** Statements of what figures mean. Sums of satoshi and micro-dollars are text. */
import type { AppSpecRow, NodeRow } from '../census/module.ts';
import type { Fenced, KeySet, PaymentRow } from '../../platform/store/rows.ts';

type None = Record<string, never>;
type Days = { start: string; end: string };

export type AppNowRow = Pick<
  AppSpecRow,
  'name' | 'owner' | 'height' | 'end_height' | 'end_time' | 'instances' | 'components' | 'is_encrypted'
>;
export type NodeNowRow = Omit<NodeRow, 'active_since'>;

/** The term that a message bought, as stored. */
export interface TermRow {
  height: number;
  spec_version: number | null;
  expire: number | null;
  end_time: number | null;
}

export interface BoughtRow {
  date: string;
  source: PaymentRow['source'];
  type: 'register' | 'update' | null;
  is_encrypted: 0 | 1 | null;
  spec_version: number | null;
  expire: number | null;
  is_old: 0 | 1;
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
  priced_sat: string;
  timed_count: number;
  timed_seconds: number;
}

export interface MonthRow {
  /** YYYY-MM */
  month: string;
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
}

/** One part of a figure on a day, in whole units. */
export interface InsightDayRow {
  date: string;
  figure: string;
  part: string;
  value: number;
}

export interface CoinbaseRow {
  height: number;
  block_hash: string;
  block_time: number;
  /** JSON `[[address, sat], ...]` */
  outputs: string;
}

export interface InsightStatements {
  apps_now: { args: None; row: AppNowRow };
  places_now: { args: None; row: { app_name: string; ip: string; replica: string } };
  nodes_now: { args: None; row: NodeNowRow };
  registrations_of: { args: { names: KeySet }; row: { app_name: string; height: number } };
  newest_messages_of: {
    args: { names: KeySet };
    row: TermRow & { app_name: string; owner: string; components: string };
  };
  revenue_of_apps: { args: Days; row: { app_name: string; payment_count: number; amount_sat: string } };
  revenue_of_payers: {
    args: Days;
    row: { from_address: string; source: PaymentRow['source']; payment_count: number; amount_sat: string };
  };
  revenue_of_sources: {
    args: Days;
    row: {
      date: string;
      source: PaymentRow['source'];
      payment_count: number;
      amount_sat: string;
      usd_micros: string;
      priced_count: number;
    };
  };
  revenue_months: { args: None; row: MonthRow };
  bought_on_days: { args: Days; row: BoughtRow };
  message_terms: {
    args: { app_name: string; height: number; hash: string; limit: number };
    row: TermRow & { hash: string; app_name: string };
  };
  insight_days_between: {
    args: Days & { figure: string };
    row: { date: string; part: string; value: number };
  };
  /** Adds what is not known of a day yet; what is there stays. */
  store_insight_days: { args: Fenced & { rows: InsightDayRow[] }; row: never };
  insight_figures_of: { args: { date: string }; row: { figure: string } };
  earnings_address: {
    args: { address: string };
    row: { from_height: number; to_height: number; from_date: string; read_at: number };
  };
  earnings_of: { args: { address: string }; row: { date: string; output_count: number; amount_sat: string } };
  store_earnings: {
    args: Fenced & {
      address: string;
      days: Record<string, { count: number; sat: string }>;
      from_height: number;
      to_height: number;
      from_date: string;
      is_first: 0 | 1;
      read_at: number;
    };
    row: never;
  };
  store_coinbase: { args: Fenced & CoinbaseRow; row: never };
  newest_coinbases: { args: { limit: number }; row: CoinbaseRow };
  message_orders: { args: { app_name: string }; row: TermRow & { instances: number | null } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends InsightStatements {}
}
