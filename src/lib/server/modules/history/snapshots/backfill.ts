/**
 * Rows for ended days that have none, without a metric: unknown is a gap, and the revenue of the day follows from the
 * ledger like that of any other day. Node counts alone can be had for the past, of 30 days, from the statistics service.
 */
import type { PerTier } from '../../../../domain/census/census.ts';
import { addDays, dateOf, eachDay, startOfDate } from '../../../../domain/time/periods.ts';
import type { NewSnapshot } from '../statements-write.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { noMetrics } from './snapshot-metrics.ts';
import { readOpsStatus, storeOpsStatus } from '../../../platform/store/documents/ops-status.ts';

/** Where the service's past comes from; throws UpstreamError when it cannot be had. */
export interface NodeHistory {
  /** Ascending by `at`, unix seconds. */
  nodeHistory(signal: AbortSignal): Promise<({ at: number } & PerTier<number>)[]>;
}

const BACKFILL_DAYS = 365;
const ROWS_PER_WRITE = 500;
/** A snapshot is of the first moment after this much of the day. */
export const DAY_BEGINS_SECONDS = 300;

/** Resolves with how many days got a row. */
export async function backfillSnapshots(deps: WorkDeps, run: Run): Promise<number> {
  const { start, end } = endedDays(deps);
  return addMissing(deps, run, { start, end });
}

/** The same for days that were missed since this installation took its first snapshot: nobody was watching. */
export async function fillMissedDays(deps: WorkDeps, run: Run): Promise<number> {
  const days = endedDays(deps);
  const known = await deps.store.query('snapshots_between', days);
  const first = known.find(({ origin }) => origin === 'observed');
  return first === undefined ? 0 : addMissing(deps, run, { start: first.date, end: days.end });
}

/** On the first start; resolves with how many days were told, null when that was done before. */
export async function backfillNodeHistory(deps: WorkDeps, source: NodeHistory, run: Run): Promise<number | null> {
  const { store, now } = deps;
  if ((await readOpsStatus(store)).nodeHistory !== undefined) return null;
  const points = await source.nodeHistory(run.signal);
  const today = dateOf(now());
  const firstOfDay = new Map<string, NewSnapshot>();
  for (const { at, cumulus, nimbus, stratus } of points) {
    const date = dateOf(at);
    if (date >= today || at < startOfDate(date) + DAY_BEGINS_SECONDS || firstOfDay.has(date)) continue;
    const counts = { node_cumulus: cumulus, node_nimbus: nimbus, node_stratus: stratus };
    firstOfDay.set(date, { ...emptyDay(date, now()), ...counts, node_total: cumulus + nimbus + stratus });
  }
  const rows = [...firstOfDay.values()];
  await store.query('store_snapshots', { ...run.lease, rows, events: [] });
  await storeOpsStatus(deps, run, { nodeHistory: { completedAt: now(), days: rows.length } });
  return rows.length;
}

function endedDays({ now }: WorkDeps): { start: string; end: string } {
  const today = dateOf(now());
  return { start: addDays(today, -BACKFILL_DAYS), end: addDays(today, -1) };
}

async function addMissing(
  { store, now }: WorkDeps,
  { lease, signal, progress }: Run,
  { start, end }: { start: string; end: string }
): Promise<number> {
  const known = new Set((await store.query('snapshots_between', { start, end })).map(({ date }) => date));
  const missing = eachDay(start, end).filter((date) => !known.has(date));
  for (let at = 0; at < missing.length; at += ROWS_PER_WRITE) {
    signal.throwIfAborted();
    const rows = missing.slice(at, at + ROWS_PER_WRITE).map((date) => emptyDay(date, now()));
    await store.query('store_snapshots', { ...lease, rows, events: [] });
    progress(at + rows.length, missing.length);
  }
  return missing.length;
}

function emptyDay(date: string, at: number): NewSnapshot {
  return { date, origin: 'backfilled', taken_at: at, revenue_sat: null, ...noMetrics };
}
