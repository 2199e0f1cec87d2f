/** Statements of the API: what pages and exports read. Sums of satoshi and micro-dollars are text. */
import type { KeySet, PaymentRow } from '../../platform/store/rows.ts';
import type { NOT_SHOWN } from './tables.ts';

type None = Record<string, never>;

/** What the API shows of a payment. */
export type ShownPaymentRow = Omit<PaymentRow, (typeof NOT_SHOWN)[number]>;
type Missing<Row> = { [Column in keyof Row]: null };

/** A page that is counted where it is read: at least one row, of nulls past the end. */
export type CountedRow = { total: number } & (ShownPaymentRow | Missing<ShownPaymentRow>);
/** low_key: where the slice ends; -1 when nothing is below it. line: a payment as one text, null when none was selected. */
export interface ExportRow {
  low_key: string;
  line: string | null;
}

export interface AppRow {
  app_name: string;
  app_type: PaymentRow['app_type'];
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
  first_payment: number | null;
  last_payment: number | null;
}
export type AppPageRow = { total: number; revenue_sat: string | null } & (AppRow | Missing<AppRow>);

export interface PageArgs {
  sources: KeySet;
  skip: number;
  limit: number;
}

export interface SearchArgs extends PageArgs {
  match: string;
  needle: string;
  part: string;
  is_exact: 0 | 1;
  is_hex: 0 | 1;
  is_amount: 0 | 1;
  is_date: 0 | 1;
  addresses: KeySet;
  cap: number;
}

export interface ExportArgs {
  before_key: string;
  slice: number;
  sources: KeySet;
  start: string;
  end: string;
  pattern: string;
}

export interface ReadStatements {
  payments_per_range: {
    args: None;
    row: { block_range: number; source: PaymentRow['source']; payment_count: number };
  };
  get_transactions_paginated: {
    args: { before_key: string; skip: number; limit: number };
    row: ShownPaymentRow;
  };
  transactions_of_sources: {
    args: Record<PaymentRow['source'], 0 | 1> & { before_key: string; skip: number; limit: number };
    row: ShownPaymentRow;
  };
  search_payments: { args: SearchArgs; row: CountedRow };
  app_payments_page: { args: PageArgs & { app_name: string; pattern: string; cap: number }; row: CountedRow };
  payments_by_txid: { args: { txids: KeySet }; row: ShownPaymentRow };
  payments_of_day: { args: { date: string }; row: ShownPaymentRow };
  export_payments: { args: ExportArgs; row: ExportRow };
  export_app_payments: { args: ExportArgs & { app_name: string }; row: ExportRow };
  key_bounds: {
    args: { start: string; end: string };
    row: { low_key: string; high_key: string } | { low_key: null; high_key: null };
  };
  revenue_by_source: {
    args: { start: string; end: string };
    row: {
      source: PaymentRow['source'];
      payment_count: number;
      amount_sat: string;
      usd_micros: string;
      priced_count: number;
    };
  };
  revenue_between: { args: { from: number; to: number }; row: { payment_count: number; amount_sat: string } };
  get_daily_revenue: { args: { limit: number }; row: DailyRow };
  get_daily_revenue_in_range: { args: { start: string; end: string }; row: DailyRow };
  get_daily_revenue_usd: { args: { limit: number }; row: DailyUsdRow };
  get_daily_revenue_usd_in_range: { args: { start: string; end: string }; row: DailyUsdRow };
  get_app_analytics: { args: { pattern: string; skip: number; limit: number }; row: AppPageRow };
  revenue_index_state: {
    args: None;
    row: { total: number; unsettled: number; unpriced: number; unknown: number; failed: number };
  };
  reorgs_latest: {
    args: { limit: number };
    row: { id: string; detected_at: number; height: number; transactions: number; amount_sat: string };
  };
}

export interface DailyRow {
  date: string;
  payment_count: number;
  amount_sat: string;
}

export interface DailyUsdRow {
  date: string;
  payment_count: number;
  priced_count: number;
  usd_micros: string;
}

declare module '../../platform/store/store.ts' {
  interface Statements extends ReadStatements {}
}
