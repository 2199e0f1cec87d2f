/** Statements of stalls. Times are unix seconds. */
import type { Fenced, Telling } from '../../platform/store/rows.ts';

export interface StallRow {
  source: string;
  /** When it had last told something. */
  since: number;
  latched_at: number;
  /** null: it still tells nothing. */
  recovered_at: number | null;
}

export interface StallStatements {
  source_stalls: { args: Record<string, never>; row: StallRow };
  store_source_stalls: {
    args: Fenced & Telling & { stalls: Record<string, Pick<StallRow, 'since' | 'recovered_at'>>; now: number };
    row: never;
  };
  clear_source_stall: { args: Pick<StallRow, 'source' | 'since'>; row: { source: string } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends StallStatements {}
}
