/** What an operator sees of snapshots and of the census's sources. */
import type * as wire from '../../../../contract/history/admin-census.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { dateOf, eachDay, lastDays } from '../../../../domain/time/periods.ts';
import { type ReadContext, readSyncState } from '../../ledger/module.ts';
import { readEntry } from '../../../platform/store/documents/answer-status.ts';
import { readSnapshotState } from './snapshot-state.ts';
import { readDays } from './snapshots.ts';

const LOOKED_AT_DAYS = 90;

export async function readSnapshotStatus(context: ReadContext): Promise<Answer<typeof wire.snapshotStatus>> {
  const range = lastDays(dateOf(context.now()), LOOKED_AT_DAYS);
  const [state, rows, [repos]] = await Promise.all([
    readSnapshotState(context),
    readDays(context, range),
    context.store.query('get_distinct_repo_count', {})
  ]);
  return {
    healthy: state.healthy,
    todaySnapshotExists: state.todayExists,
    lastSuccess: state.lastSuccess,
    lastError: state.lastError,
    snapshots: state.snapshots,
    firstSnapshotDate: state.firstDate,
    lastSnapshotDate: state.lastDate,
    missingDates: eachDay(range.start, range.end).filter((date) => !rows.has(date)),
    images: repos?.images ?? 0,
    lastRepoDate: state.lastRepoDate
  };
}

export async function readTestStatus(context: ReadContext): Promise<Answer<typeof wire.testStatus>> {
  const [census, { lastCompleted, tip, isComplete }] = await Promise.all([
    readEntry(context.store, 'census'),
    readSyncState(context)
  ]);
  return {
    completedAt: census?.completedAt ?? null,
    sources: Object.entries(census?.documents ?? {}).map(([name, report]) => ({ name, ...report })),
    sync: { lastCompleted, tip, isComplete }
  };
}
