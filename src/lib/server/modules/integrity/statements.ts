/** Statements of the checks of integrity. Times are unix seconds. */
import type { Fenced } from '../../platform/store/rows.ts';

type None = Record<string, never>;

export interface CheckRow {
  name: string;
  checked_at: number;
  row_count: number;
  differences: number;
  /** Why it could not be made; null: it was. */
  note: string | null;
}

export interface IntegrityStatements {
  store_integrity: {
    args: Fenced &
      Omit<CheckRow, 'checked_at'> & { findings: Record<string, { expected: string; found: string }>; now: number };
    row: never;
  };
  integrity_checks: { args: None; row: CheckRow };
  integrity_findings: {
    args: { limit: number };
    row: { check_name: string; key: string; expected: string; found: string; first_seen: number };
  };
  event_gaps: {
    args: None;
    row: { rows: number; lowest: number | null; highest: number | null; seq: number; floor_seq: number };
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends IntegrityStatements {}
}
