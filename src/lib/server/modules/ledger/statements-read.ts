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

export interface PayerRow extends SumRow {
  from_address: string;
  source: PaymentRow['source'];
  app_count: number;
  first_payment: number | null;
  last_payment: number | null;
}
export type PayerPageRow = {
  total: number;
  sum_payments: number;
  sum_sat: string;
  sum_usd_micros: string;
  sum_priced: number;
  revenue_sat: string | null;
} & (PayerRow | Missing<PayerRow>);

export interface PageArgs {
  sources: KeySet;
  skip: number;
  limit: number;
}

/** What a selection asks besides names: amounts in satoshi, days, kinds of app ('' = none known); -1 = highest first. */
export interface NarrowArgs {
  payer: string;
  low: string;
  high: string;
  start: string;
  end: string;
  types: KeySet;
}
export interface OrderArgs {
  by_amount: 0 | 1;
  direction: 1 | -1;
}

/** Sums of the payments that were looked at and fit. */
export interface LookedRow {
  looked: number;
  sum_sat: string;
  sum_usd_micros: string;
  sum_priced: number;
}

export interface SumRow {
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
}

export interface NarrowPageArgs extends PageArgs, NarrowArgs, OrderArgs {
  driver: 'app' | 'payer' | 'amount' | 'ledger';
  app_name: string;
  low_key: string;
  high_key: string;
  pattern: string;
  reach: number;
}

export interface SearchArgs extends PageArgs, NarrowArgs, OrderArgs {
  is_narrow: 0 | 1;
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

export interface ExportArgs extends NarrowArgs {
  before_key: string;
  slice: number;
  sources: KeySet;
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
  search_payments: { args: SearchArgs; row: CountedRow & LookedRow };
  narrow_payments: { args: NarrowPageArgs; row: CountedRow & LookedRow };
  kinds_per_range: {
    args: { start: string; end: string; sources: KeySet; types: KeySet };
    row: SumRow & { block_range: number };
  };
  payments_of_kinds: {
    args: PageArgs & OrderArgs & { start: string; end: string; types: KeySet; ranges: { low: string; high: string }[] };
    row: ShownPaymentRow;
  };
  payments_by_amount: {
    args: PageArgs & Omit<NarrowArgs, 'payer'> & { direction: 1 | -1 };
    row: ShownPaymentRow;
  };
  amount_sums: {
    args: Omit<NarrowArgs, 'payer'> & { sources: KeySet; reach: number };
    row: SumRow & { looked: number };
  };
  name_sums: { args: { app_name: string; payer: string }; row: SumRow & { kind: 'app' | 'payer' } };
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
  payers_page: { args: PageArgs & { pattern: string; sort: string; direction: 1 | -1 }; row: PayerPageRow };
  payer: { args: { payer: string }; row: PayerRow & { rank_by_amount: number; revenue_sat: string } };
  apps_of_payer: {
    args: { payer: string; limit: number };
    row: { app_name: string; payment_count: number; amount_sat: string };
  };
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
