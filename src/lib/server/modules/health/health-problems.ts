/** What is wrong, in words that an operator can act on; codes are stable. No error texts of jobs: they may name arguments. */
import type { Integrity } from '../../../contract/integrity/integrity.ts';
import type { HealthProblem, Progress } from '../../../contract/health/health.ts';
import type { JobHealth } from '../../platform/jobs/port.ts';
import type { BackupState } from '../backup/module.ts';
import type { SnapshotState } from '../history/module.ts';
import type { SyncState } from '../ledger/module.ts';
import type { SourceDrift } from '../drift/module.ts';
import type { Stall } from '../stalls/module.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';

export interface Observed {
  /** null: the store does not answer. */
  sync: SyncState | null;
  snapshot: SnapshotState | null;
  /** null: backups are off. */
  backup: BackupState | null;
  jobs: JobHealth[];
  sources: SourceState[];
  /** Not cleared yet. */
  stalls: Stall[];
  /** Open and closed. */
  drifts: SourceDrift[];
  /** null: the store does not answer. */
  integrity: Integrity | null;
  progress: Progress | null;
  now: number;
}

export function problemsOf({
  sync,
  snapshot,
  backup,
  jobs,
  sources,
  stalls,
  drifts,
  integrity,
  progress,
  now
}: Observed): HealthProblem[] {
  return [
    ...syncProblems(sync, progress, now),
    ...snapshotProblems(snapshot),
    ...backupProblems(backup),
    ...sources.filter(({ ok, isOptional }) => !ok && !isOptional).map(sourceProblem),
    ...stalls.map(stallProblem),
    ...drifts.filter(({ closedAt }) => closedAt === null).map(driftProblem),
    ...integrityProblems(integrity),
    ...jobs.filter(({ failingSince }) => failingSince !== null).map(jobProblem)
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
  if (sync.isSilent) return [silence(sync.asOf, now)];
  const minutes = Math.floor((now - (sync.asOf ?? now)) / 60);
  const message = `Payments are known up to ${minutes} minutes ago: no newer sync was complete. See the sources.`;
  return [{ code: 'sync_stale', message, since: sync.asOf }];
}

function silence(newest: number | null, now: number): HealthProblem {
  const age =
    newest === null ? 'has an unknown time' : `is ${Math.max(0, Math.floor((now - newest) / 60))} minutes old`;
  const message = `The newest block ${age}: the chain or what tells of it stands still, and no payment after it is known. See the sources.`;
  return { code: 'sync_stale', message, since: newest };
}

function snapshotProblems(snapshot: SnapshotState | null): HealthProblem[] {
  if (snapshot?.futureDate != null) {
    const message = `There are rows of ${snapshot.futureDate}, which has not come: a clock was wrong when they were written. They are put right by the next look at the snapshots, once the time is sure.`;
    return [{ code: 'rows_of_the_future', message, since: null }];
  }
  if (snapshot?.healthy !== false) return [];
  const { lastDate, lastSuccess } = snapshot;
  const newest = lastDate === null ? 'There is none yet' : `The newest is of ${lastDate}`;
  const message = `Today has no snapshot. ${newest}: it needs a census that tells enough. See the sources.`;
  return [{ code: 'snapshot_missing', message, since: lastSuccess }];
}

function backupProblems(backup: BackupState | null): HealthProblem[] {
  if (backup === null) return [];
  const { healthy, lastBackup, lastDrill } = backup;
  const problems: HealthProblem[] = [];
  if (healthy === false) {
    const message = 'No backup was complete for more than 48 hours: see /api/admin/backup-status for the reason.';
    problems.push({ code: 'backup_overdue', message, since: lastBackup?.createdAt ?? null });
  }
  if (lastDrill?.ok === false) {
    const message = 'The newest backup did not prove that it restores: see /api/admin/backup-status for the reason.';
    problems.push({ code: 'backup_drill_failed', message, since: lastDrill.at });
  }
  return problems;
}

function sourceProblem({ name, lastSuccess, lastError, lastErrorAt }: SourceState): HealthProblem {
  const message = `The source ${name} does not answer as it should: ${lastError ?? 'no reason known'}`;
  return { code: `source_${name}`, message, since: lastSuccess ?? lastErrorAt };
}

function stallProblem({ source, since, recoveredAt }: Stall): HealthProblem {
  const message =
    recoveredAt === null
      ? `${source} tells nothing new: what follows from it stands still.`
      : `${source} had told nothing for a while, and does again: clear its stall in /admin.`;
  return { code: `stalled_${source}`, message, since };
}

function driftProblem({ document, message: changes, openedAt, isFrozen }: SourceDrift): HealthProblem {
  const frozen = isFrozen ? 'What follows from it stays as it was' : 'Nothing is frozen';
  const message = `The document ${document} looks different: ${changes}. ${frozen}. If it is to stay so, accept it in /admin.`;
  return { code: `drift_${document.replaceAll(/[^\w-]+/g, '_')}`, message, since: openedAt };
}

function integrityProblems(integrity: Integrity | null): HealthProblem[] {
  return (integrity?.checks ?? [])
    .filter(({ differences }) => differences > 0)
    .map(({ name, differences, checkedAt }) => {
      const since = integrity?.findings.find(({ check }) => check === name)?.since ?? checkedAt;
      const message = `${differences} of what is stored differ from what they follow from (${name}): /api/integrity lists them, a replay mends them.`;
      return { code: `integrity_${name}`, message, since };
    });
}

function jobProblem({ name, lastSuccess, failingSince }: JobHealth): HealthProblem {
  const message = `The last run of ${name} failed: its error is in the log and below /api/admin/jobs.`;
  return { code: `job_${name}`, message, since: lastSuccess ?? failingSince };
}
