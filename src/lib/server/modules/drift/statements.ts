/** Statements of the shapes of documents. Times are unix seconds; texts of shapes, changes and samples are JSON. */
import type { Fenced } from '../../platform/store/rows.ts';

export interface ShapeRow {
  document: string;
  source: string;
  revision: number;
  baseline: string;
  last_good_at: number | null;
}

export interface DriftRow {
  document: string;
  opened_at: number;
  closed_at: number | null;
  closed_by: 'shape' | 'time' | 'operator' | null;
  is_frozen: 0 | 1;
  changes: string;
  sample: string;
  candidate: string;
  stable_since: number;
  last_good_at: number | null;
}

export type ToldDriftRow = Omit<DriftRow, 'candidate'> & { source: string };

export interface DriftStatements {
  store_source_shapes: {
    args: Fenced & {
      shapes: Record<string, Omit<ShapeRow, 'document'> & { drift: Omit<DriftRow, 'document'> | null }>;
      now: number;
    };
    row: never;
  };
  source_shape: { args: { document: string }; row: ShapeRow };
  source_drift_newest: { args: { document: string }; row: DriftRow };
  source_drifts: { args: { limit: number }; row: ToldDriftRow };
  accept_source_drift: {
    args: { baselines: Record<string, { baseline: string }>; now: number };
    row: { document: string };
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends DriftStatements {}
}
