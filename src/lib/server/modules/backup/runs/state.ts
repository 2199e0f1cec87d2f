/** What an installation remembers of its backups and drills, kept in sync_status, and which of them are due. */
import * as told from '../../../../contract/health/events.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import type { BackupStatus, DrillStatus } from '../../../platform/store/documents/backup-status.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { readOpsStatus, storeOpsStatus } from '../../../platform/store/documents/ops-status.ts';

/** Health misses one after 48 hours: this leaves time for some that fail. */
const LATEST_SECONDS = 36 * 3_600;
const DRILL_EVERY_SECONDS = 7 * 86_400;
/** A failed drill is repeated sooner, a failed backup later from one time to the next. */
const FAILED_DRILL_SECONDS = 86_400;
const RETRY_SECONDS = 1_800;
const MAX_RETRY_SECONDS = 6 * 3_600;

export async function rememberBackup(
  deps: WorkDeps,
  run: Run,
  outcome: { last: NonNullable<BackupStatus['last']> } | { error: string }
): Promise<void> {
  const before = (await readOpsStatus(deps.store)).backup;
  const backup: BackupStatus =
    'last' in outcome
      ? { last: outcome.last, failures: 0, failedAt: null, error: null }
      : {
          last: before?.last ?? null,
          failures: (before?.failures ?? 0) + 1,
          failedAt: deps.now(),
          error: outcome.error
        };
  await storeOpsStatus(deps, run, { backup }, [toldBackup(backup, deps.now())]);
}

function toldBackup({ last, failures, failedAt }: BackupStatus, now: number): EventDraft {
  if (failedAt !== null) return eventOf(told.backupFailed, { failedAt, failures }, { at: now });
  const { name = '', createdAt = now, rows = 0, bytes = 0 } = last ?? {};
  return eventOf(told.backupSucceeded, { backup: name, createdAt, rows, bytes }, { at: now });
}

export async function rememberDrill(deps: WorkDeps, run: Run, drill: DrillStatus): Promise<void> {
  await storeOpsStatus(deps, run, { drill });
}

/**
 * What a regular look should start: a backup after each day's snapshot, one of a day without a snapshot before health
 * misses it, and a drill a week. What is running is waited for: it may be what is due.
 */
export async function dueWork(deps: WorkDeps): Promise<{ backup: boolean; drill: boolean }> {
  const { backup, drill, snapshots, revenue } = await readOpsStatus(deps.store);
  const [[bounds], jobs] = await Promise.all([
    deps.store.query('snapshot_bounds', {}),
    deps.store.query('jobs_latest', {})
  ]);
  const isIdle = (name: string) => !jobs.some((job) => job.name === name && job.state === 'running');
  const now = deps.now();
  const last = backup?.last ?? null;
  const hasSnapshot = snapshots?.lastSuccess != null && (bounds?.snapshots ?? 0) > 0;
  const takenToday = bounds?.last_date === dateOf(now) ? bounds.last_taken_at : null;
  const isDue =
    last === null ||
    !isWithin(last.createdAt, now, LATEST_SECONDS - 1) ||
    (takenToday !== null && last.createdAt < takenToday);
  const failures = backup?.failures ?? 0;
  const pause = failures === 0 ? 0 : Math.min(RETRY_SECONDS * 2 ** (failures - 1), MAX_RETRY_SECONDS);
  const isPaused = backup?.failedAt != null && pause > 0 && isWithin(backup.failedAt, now, pause - 1);
  const drillAfter = drill?.ok === false ? FAILED_DRILL_SECONDS : DRILL_EVERY_SECONDS;
  return {
    // Half of a first sync is no state to come back to.
    backup: hasSnapshot && revenue !== undefined && isDue && !isPaused && isIdle('backup'),
    drill: last !== null && (drill === undefined || !isWithin(drill.at, now, drillAfter - 1)) && isIdle('backup-drill')
  };
}
