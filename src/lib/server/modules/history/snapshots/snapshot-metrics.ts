/**
 * Current figures as the columns of a daily snapshot. Only figures younger than STALE_AFTER_SECONDS count; the columns of
 * any other are null.
 */
import { isWithin } from '../../../../domain/time/ages.ts';
import { STALE_AFTER_SECONDS, type CurrentFigures } from '../../../../domain/census/current-figures.ts';
import { columnsOf } from '../../../../domain/census/network-columns.ts';
import { readableFiguresIn, type StoredFigures } from '../../../platform/store/documents/current-metrics.ts';
import type { Statements } from '../../../platform/store/store.ts';
import type { NewSnapshot } from '../statements-write.ts';

export type SnapshotMetrics = Omit<NewSnapshot, 'date' | 'origin' | 'taken_at' | 'revenue_sat'>;

/** A day is worth a snapshot with at least two of these. */
export const coreFigures = ['nodes', 'apps', 'cpu', 'ram', 'storage'] as const satisfies (keyof CurrentFigures)[];

export function freshFigures(rows: Statements['current_metrics_all']['row'][], now: number): StoredFigures {
  return readableFiguresIn(rows.filter(({ as_of }) => isWithin(as_of, now, STALE_AFTER_SECONDS - 1)));
}

export function metricsOf(figures: StoredFigures): SnapshotMetrics {
  return { price_e8: figures.flux_price_usd ?? null, ...columnsOf(figures) };
}

/** A day of which nothing is known yet. */
export const noMetrics: SnapshotMetrics = metricsOf({});
