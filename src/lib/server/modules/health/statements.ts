/** Statements of how sources and jobs did. */
import type { Fenced } from '../../platform/store/rows.ts';

export interface ServiceDayRow {
  kind: 'source' | 'job';
  name: string;
  /** UTC day. */
  date: string;
  /** How often it was found well, and how often not. */
  good: number;
  bad: number;
  /** How many answers were measured, how long they took together and the slowest, milliseconds. */
  answers: number;
  ms_sum: number;
  ms_most: number;
}

/** What one look finds: `answers` 0 or 1, `ms` of it. */
export type FoundService = Omit<ServiceDayRow, 'ms_sum' | 'ms_most'> & { ms: number };

export interface ServiceStatements {
  store_service_days: { args: Fenced & { rows: FoundService[] }; row: never };
  service_days_between: { args: { start: string; end: string }; row: ServiceDayRow };
  service_days_prune: { args: Fenced & { before: string }; row: never };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends ServiceStatements {}
}
