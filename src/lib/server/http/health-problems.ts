/** What is wrong, in words that an operator can act on; codes are stable. No error texts of jobs: they may name arguments. */
import type { HealthProblem, Progress } from '../../contract/health.ts';
import type { JobHealth } from '../jobs/port.ts';
import type { SnapshotState, SyncState } from '../read/reads.ts';
import type { SourceState } from './deps.ts';

export interface Observed {
  /** null: the store does not answer. */
  sync: SyncState | null;
  snapshot: SnapshotState | null;
  jobs: JobHealth[];
  sources: SourceState[];
  progress: Progress | null;
  now: number;
}

export function problemsOf({ sync, snapshot, jobs, sources, progress, now }: Observed): HealthProblem[] {
  return [
    ...syncProblems(sync, progress, now),
    ...snapshotProblems(snapshot),
    ...sources.filter(({ ok }) => !ok).map(sourceProblem),
    ...jobs.filter(({ state }) => state === 'failed').map(jobProblem)
  ];
}

function syncProblems(sync: SyncState | null, progress: Progress | null, now: number): HealthProblem[] {
  if (sync === null) {
    const message = 'The database does not answer: see the log for the reason.';
    return [{ code: 'store_unreachable', message, since: null }];
  }
  if (!sync.isComplete) {
    const percent = progress?.percent ?? null;
    const done = percent === null ? 'it has not got far enough to say how long it takes' : `${percent} % are done`;
    return [{ code: 'first_sync', message: `The first sync is not complete yet: ${done}.`, since: null }];
  }
  if (!sync.stale) return [];
  const minutes = Math.floor((now - (sync.asOf ?? now)) / 60);
  const message = `Payments are known up to ${minutes} minutes ago: no newer sync was complete. See the sources.`;
  return [{ code: 'sync_stale', message, since: sync.asOf }];
}

function snapshotProblems(snapshot: SnapshotState | null): HealthProblem[] {
  if (snapshot?.healthy !== false) return [];
  const { lastDate, lastSuccess } = snapshot;
  const newest = lastDate === null ? 'There is none yet' : `The newest is of ${lastDate}`;
  const message = `Today has no snapshot. ${newest}: it needs a census that tells enough. See the sources.`;
  return [{ code: 'snapshot_missing', message, since: lastSuccess }];
}

function sourceProblem({ name, lastSuccess, lastError, lastErrorAt }: SourceState): HealthProblem {
  const message = `The source ${name} does not answer as it should: ${lastError ?? 'no reason known'}`;
  return { code: `source_${name}`, message, since: lastSuccess ?? lastErrorAt };
}

function jobProblem({ name, lastSuccess }: JobHealth): HealthProblem {
  const message = `The last run of ${name} failed: its error is in the log and below /api/admin/jobs.`;
  return { code: `job_${name}`, message, since: lastSuccess };
}
