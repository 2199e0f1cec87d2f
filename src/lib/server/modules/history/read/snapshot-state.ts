/**
 * How far the daily snapshots are.
 *
 * Today's is due some minutes after midnight and is missed two hours later. Before the first check of a new installation
 * nothing is due.
 */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { isToCome } from '../../../../domain/time/ages.ts';
import { addDays, dateOf, startOfDate } from '../../../../domain/time/periods.ts';
import { type ReadContext } from '../../ledger/module.ts';
import { readEntry } from '../../../platform/store/documents/answer-status.ts';

const GRACE_SECONDS = 2 * 3_600;

export interface SnapshotState {
  snapshots: number;
  firstDate: string | null;
  lastDate: string | null;
  lastTakenAt: number | null;
  /** Newest day with counts per image. */
  lastRepoDate: string | null;
  todayExists: boolean;
  /** The newest day, where it has not come: a clock was wrong. */
  futureDate: string | null;
  /** null: nothing was due yet. */
  healthy: boolean | null;
  lastSuccess: number | null;
  lastError: string | null;
}

export async function readSnapshotState({ store, now }: ReadContext): Promise<SnapshotState> {
  const [[bounds], entry] = await Promise.all([store.query('snapshot_bounds', {}), readEntry(store, 'snapshots')]);
  const lastDate = bounds?.last_date ?? null;
  const today = dateOf(now());
  const isTakenLater = lastDate === today && bounds !== undefined && isToCome(bounds.last_taken_at ?? 0, now());
  const isInTime = isCurrent(lastDate, now());
  return {
    snapshots: bounds?.snapshots ?? 0,
    firstDate: bounds?.first_date ?? null,
    lastDate,
    lastTakenAt: bounds?.last_taken_at ?? null,
    lastRepoDate: bounds?.last_repo_date ?? null,
    todayExists: lastDate === today && !isTakenLater,
    futureDate: lastDate !== null && (lastDate > today || isTakenLater) ? lastDate : null,
    healthy: !isInTime && entry === null ? null : isInTime,
    lastSuccess: entry?.lastSuccess ?? null,
    lastError: entry?.lastError ?? null
  };
}

/** Of what is shown from the daily snapshots. */
export function snapshotFreshness({ lastDate, lastTakenAt }: SnapshotState, now: number): Freshness {
  return { asOf: lastTakenAt, stale: !isCurrent(lastDate, now) };
}

/** Of what is shown from the counts per image, which are stored together with the day's snapshot. */
export function repoFreshness({ lastDate, lastTakenAt, lastRepoDate }: SnapshotState, now: number): Freshness {
  if (lastRepoDate === null) return { asOf: null, stale: true };
  const asOf = lastRepoDate === lastDate ? lastTakenAt : startOfDate(lastRepoDate);
  return { asOf, stale: !isCurrent(lastRepoDate, now) };
}

function isCurrent(date: string | null, now: number): boolean {
  const today = dateOf(now);
  if (date === null) return false;
  return date === today || (date === addDays(today, -1) && now - startOfDate(today) < GRACE_SECONDS);
}
