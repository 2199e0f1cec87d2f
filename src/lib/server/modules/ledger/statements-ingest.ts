/** Statements of the indexer: facts, payments, messages, prices, cursors. */
import type { FactRow, FailedRow, Fenced, KeySet, PaymentRow, ReorgInput, Telling } from '../../platform/store/rows.ts';
import type { StatusInput } from '../../platform/store/statements.ts';

type None = Record<string, never>;

export interface StorePaymentsArgs extends Fenced, Telling {
  facts: FactRow[];
  /** Ascending sort_key. */
  payments: PaymentRow[];
  removed_facts: KeySet;
  removed_payments: KeySet;
  /** txids of `payments` and `removed_payments`. */
  affected: KeySet;
  cursors: Record<string, { height: number }>;
  parked: { txid: string; height: number; reason: string }[];
  /** Failed before, read or gone now; none of `parked`. */
  unparked: KeySet;
  reorgs: ReorgInput[];
  /** Days that are now valued with a close, and which one it was. */
  priced: Record<string, { price_e8: string }>;
  status: StatusInput;
  /** 1: every payment is final and was not there before; it is told without an event of its own here. */
  history: 0 | 1;
  now: number;
}

export interface RollupRow {
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
}

export interface IngestStatements {
  rollup_days: { args: None; row: RollupRow & { date: string } };
  rollup_apps: { args: None; row: RollupRow & { app_name: string } };
  rollup_sources: { args: None; row: RollupRow & { source: string } };
  store_payments: { args: StorePaymentsArgs; row: never };
  store_tracked: { args: Fenced & { status: StatusInput; kept: KeySet; now: number }; row: never };
  reset_cursors: { args: Fenced; row: never };
  clear_revenue: { args: Fenced; row: never };
  sync_cursors: { args: None; row: { address: string; height: number; updated_at: number } };
  facts_in_range: { args: { from: number; to: number }; row: FactRow };
  facts_after: { args: { height: number; txid: string; limit: number }; row: FactRow };
  facts_by_txid: { args: { txids: KeySet }; row: FactRow };
  payments_in_range: { args: { from_key: string; to_key: string }; row: PaymentRow };
  payments_to_settle: { args: { max_key: string; limit: number }; row: PaymentRow };
  payments_unknown: { args: { after_key: string; limit: number }; row: PaymentRow };
  payments_of_days: { args: { dates: KeySet }; row: PaymentRow };
  app_messages_by_hash: {
    args: { hashes: KeySet };
    row: { hash: string; app_name: string; components: string; is_encrypted: 0 | 1 };
  };
  app_messages_unknown: { args: { after: string; limit: number }; row: { hash: string } };
  payments_of_messages: { args: { hashes: KeySet }; row: PaymentRow };
  days_to_revalue: { args: None; row: { date: string; price_e8: string } };
  first_payment_day: { args: None; row: { date: string | null } };
  failed_transactions: { args: { limit: number }; row: FailedRow };
  failed_in_range: { args: { from: number; to: number }; row: { txid: string } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends IngestStatements {}
}
