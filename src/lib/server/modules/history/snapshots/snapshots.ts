/**
 * The snapshot of today: one row per UTC day with every metric that is known, the first value of the day wins.
 *
 * The row is written once at least two of the core figures are fresh; a later look the same day fills what was unknown
 * and replaces nothing. The containers per image are kept beside it, once a day and as a whole; where they are known, the
 * day's totals of categories are theirs, so that a total is the sum of its products.
 */
import { snapshotTaken } from '../../../../contract/health/events.ts';
import type { CurrentFigures } from '../../../../domain/census/current-figures.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { eventOf } from '../../../platform/events/event.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { imagesOf } from './image-kinds.ts';
import { coreFigures, freshFigures, metricsOf, type SnapshotMetrics } from './snapshot-metrics.ts';

/** present: there was nothing to add; waiting: too little is known. */
export interface SnapshotReport {
  date: string;
  outcome: 'taken' | 'filled' | 'present' | 'waiting';
  /** What is not known freshly enough, or what was missing. */
  missing: string[];
}

const LEAST_CORE_FIGURES = 2;
const LEAST_IMAGES = 10;

export async function takeSnapshot({ store, now }: WorkDeps, { lease }: Run): Promise<SnapshotReport> {
  const at = now();
  const date = dateOf(at);
  const figures = freshFigures(await store.query('current_metrics_all', {}), at);
  const missing = coreFigures.filter((name) => figures[name] === undefined);
  const metrics = metricsOf(figures);
  const [existing] = await store.query('snapshots_between', { start: date, end: date });
  if (existing === undefined) {
    if (coreFigures.length - missing.length < LEAST_CORE_FIGURES) return { date, outcome: 'waiting', missing };
  } else {
    const isGap = (name: keyof SnapshotMetrics) => existing[name] === null && metrics[name] !== null;
    if (!(Object.keys(metrics) as (keyof SnapshotMetrics)[]).some(isGap)) return { date, outcome: 'present', missing };
  }
  const row = { date, origin: 'observed', taken_at: at, revenue_sat: null, ...metrics } as const;
  const told = eventOf(snapshotTaken, { date, takenAt: at, missing }, { at });
  await store.query('store_snapshots', { ...lease, rows: [row], events: existing === undefined ? [told] : [] });
  await store.query('recount_categories', { ...lease, start: date, end: date });
  return { date, outcome: existing === undefined ? 'taken' : 'filled', missing };
}

/** Containers per image, and per product those that count by their app's name. */
export async function takeRepoSnapshot({ store, now }: WorkDeps, { lease }: Run): Promise<SnapshotReport> {
  const at = now();
  const date = dateOf(at);
  const { images } = freshFigures(await store.query('current_metrics_all', {}), at);
  const [known] = await store.query('repo_days', { dates: keySet([date]) });
  if (known !== undefined) return { date, outcome: 'present', missing: [] };
  if (images === undefined || images.images.length < LEAST_IMAGES)
    return { date, outcome: 'waiting', missing: ['images'] };
  await store.query('store_repo_rows', { ...lease, ...repoRows(date, images) });
  await store.query('recount_categories', { ...lease, start: date, end: date });
  return { date, outcome: 'taken', missing: [] };
}

function repoRows(date: string, { images, named }: CurrentFigures['images']) {
  const rows = images.map(({ image, instances, categoryCount }) => ({
    date,
    image_name: image,
    instance_count: instances,
    category_count: categoryCount
  }));
  const products = Object.entries(named).map(([slug, instance_count]) => ({ date, slug, instance_count }));
  return { images: imagesOf(images.map(({ image }) => image)), rows, products };
}
