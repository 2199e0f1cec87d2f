/** Statements of replays. Times are unix seconds. */
import type { Fenced, JobState, PaymentRow, Telling } from '../../platform/store/rows.ts';

type None = Record<string, never>;

export interface ReplayRow {
  id: string;
  projector: string;
  from_height: number | null;
  to_height: number | null;
  batch_size: number;
  is_dry_run: 0 | 1;
  state: 'open' | 'completed' | 'failed';
  /** The run that works on it, or has last. */
  job_id: string;
  /** How far it has come, in the projector's own words; empty: not begun. */
  cursor: string;
  total_rows: number;
  replayed_rows: number;
  run_started_at: number;
  run_rows: number;
  started_at: number;
  finished_at: number | null;
  error: string | null;
}

/** What was laid aside of a row: JSON, null where there is none. */
export interface LaidAside {
  /** Of the chain; null: it is about no block. */
  height: number | null;
  before: string | null;
  after: string | null;
  /** JSON list of EventDraft. */
  events: string;
}

/** A roll-up that is not what its payments say. Sums as text: payments, satoshi, micro-dollars, priced; what else there is. */
export interface DriftRow {
  key: string;
  part: string;
  stored: string | null;
  actual: string | null;
}

export type RollupPart = 'days' | 'ranges' | 'apps' | 'payers';
type Keys = Record<string, 1>;

export interface ReplayStatements {
  replay_begin: {
    args: Fenced &
      Pick<ReplayRow, 'id' | 'projector' | 'from_height' | 'to_height' | 'batch_size' | 'is_dry_run' | 'total_rows'> & {
        now: number;
      };
    row: { id: string };
  };
  replay_resume: { args: Fenced & { id: string; job_id: string; now: number }; row: never };
  replay_open: { args: None; row: ReplayRow };
  replay_by_id: { args: { id: string }; row: ReplayRow & { changed_rows: number; job_state: JobState | null } };
  replay_store: {
    args: Fenced & { id: string; rows: Record<string, LaidAside>; cursor: string; count: number };
    row: never;
  };
  replay_finish: {
    args: Fenced & { id: string; state: 'completed' | 'failed'; error: string | null; now: number };
    row: never;
  };
  replay_changes: {
    args: { id: string; after: string; limit: number };
    row: { key: string; height: number | null; row_before: string | null; row_after: string | null };
  };
  replay_stale: { args: { id: string }; row: { from_height: number | null; to_height: number | null } };
  replay_drop_stale: { args: Fenced & { id: string }; row: never };
  replay_check_ledger: { args: Fenced & { id: string }; row: never };
  exchange_ledger: { args: Fenced & Telling & { id: string; now: number }; row: never };
  replay_fact_count: { args: { from: number; to: number }; row: { rows: number } };
  replay_subscription_keys: { args: { kind: 'tx' | 'app'; after: string; limit: number }; row: { key: string } };
  replay_subscription_counts: { args: None; row: { transactions: number; apps: number } };
  replay_mark_subscriptions: { args: Fenced & { id: string }; row: never };
  meter_replay_count: { args: None; row: { rows: number } };
  meter_replay_drift: { args: { limit: number }; row: DriftRow };
  exchange_usage: { args: Fenced & { id: string; now: number }; row: never };
  replay_untold_payments: { args: { since: number; after_key: string; limit: number }; row: PaymentRow };
  rollup_counts: { args: None; row: Record<RollupPart, number> };
  rollup_keys: { args: { part: RollupPart; after: string; limit: number }; row: { key: string } };
  rollup_drift_days: { args: { keys: Keys }; row: DriftRow };
  rollup_drift_ranges: { args: { keys: Keys }; row: DriftRow };
  rollup_drift_apps: { args: { keys: Keys }; row: DriftRow };
  rollup_drift_payers: { args: { keys: Keys }; row: DriftRow };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends ReplayStatements {}
}
