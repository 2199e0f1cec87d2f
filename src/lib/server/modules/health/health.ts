/** Health: what the process knows of itself, and one short question to the store. */
import type { Health, HealthProblem } from '../../../contract/health/health.ts';
import { type BackupState, hoursSince, readBackupState } from '../backup/module.ts';
import { readSnapshotState, type SnapshotState } from '../history/module.ts';
import { progressOf, readSyncState, type SyncState } from '../ledger/module.ts';
import { readIntegrity } from '../integrity/module.ts';
import { readDrifts } from '../drift/module.ts';
import { readStalls } from '../stalls/module.ts';
import type { HealthRouteDeps } from './deps.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import { problemsOf } from './health-problems.ts';

/** A store that takes longer than this does not answer. */
const STORE_PATIENCE_MS = 2_000;

export async function readHealth(deps: HealthRouteDeps): Promise<Health> {
  const now = deps.now();
  const known = await answered(
    deps,
    Promise.all([
      readSyncState(deps.context),
      readSnapshotState(deps.context),
      readBackupState(deps.context),
      deps.health.readBudgets?.(),
      readStalls(deps.context.store),
      readIntegrity(deps.context.store),
      readDrifts(deps.context.store)
    ])
  );
  const [sync, snapshot, backup, budgets, stalls, integrity, drifts] = known ?? [null, null, null, null, [], null, []];
  const jobs = deps.jobs.health();
  const sources = deps.health.sources();
  const tip = deps.health.tip() ?? sync?.tip ?? null;
  const problems: HealthProblem[] = [
    ...problemsOf({
      sync,
      snapshot,
      backup: deps.backups.enabled ? backup : null,
      jobs,
      sources,
      stalls,
      drifts,
      integrity,
      progress: progressOf(jobs),
      now
    }),
    ...deps.health.problems(),
    ...(budgets?.problems ?? [])
  ];
  const stalled = new Set(stalls.map(({ source }) => source));
  return {
    status: sync === null ? 'down' : problems.length > 0 ? 'degraded' : 'ok',
    problems,
    notes: [...(deps.notices?.notes() ?? []), ...(budgets?.notes ?? [])],
    timestamp: now,
    uptime: uptimeOf(deps),
    db: { status: sync === null ? 'down' : 'up', ...deps.health.db() },
    sync: {
      lastCompleted: sync?.lastCompleted ?? null,
      lastSyncBlock: sync?.tip ?? null,
      tip,
      lagBlocks: tip === null || sync?.tip == null ? null : Math.max(0, tip - sync.tip),
      progress: progressOf(jobs)
    },
    snapshot: snapshotHealth(snapshot),
    backup: backupHealth(deps, backup),
    sources: Object.fromEntries(
      sources.map((source) => [source.name, { ...sourceHealth(source, now), stalled: stalled.has(source.name) }])
    ),
    stalls,
    jobs: jobs.map(({ name, state, lastSuccess, done, total, etaSeconds }) => ({
      name,
      state,
      lastSuccess,
      done,
      total,
      etaSeconds
    }))
  };
}

/** Whole seconds since the process began. */
export function uptimeOf({ elapsed, health }: Pick<HealthRouteDeps, 'elapsed' | 'health'>): number {
  return Math.max(0, Math.floor(elapsed() - health.startedAt));
}

/** null: the store does not answer. */
export function askStore(deps: HealthRouteDeps): Promise<SyncState | null> {
  return answered(deps, readSyncState(deps.context));
}

/** null when the answer fails or takes too long. */
async function answered<T>({ log }: HealthRouteDeps, question: Promise<T>): Promise<T | null> {
  const { promise: patience, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), STORE_PATIENCE_MS);
  const answer = question.catch((err: unknown) => {
    log.warn({ err }, 'store did not answer health');
    return null;
  });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}

function snapshotHealth(snapshot: SnapshotState | null): Health['snapshot'] {
  if (snapshot === null) return { healthy: null, todaySnapshotExists: null, lastSuccess: null };
  const { healthy, todayExists, lastSuccess } = snapshot;
  return { healthy, todaySnapshotExists: todayExists, lastSuccess };
}

/** healthy: null = none is due yet. */
function backupHealth({ backups, now }: HealthRouteDeps, state: BackupState | null): Health['backup'] {
  const { enabled } = backups;
  const drill = enabled ? (state?.lastDrill ?? null) : null;
  return {
    enabled,
    healthy: enabled ? (state?.healthy ?? null) : true,
    lastBackup: enabled ? (state?.lastBackup?.createdAt ?? null) : null,
    ageHours: enabled ? (state?.ageHours ?? null) : null,
    lastDrill: drill?.at ?? null,
    drillOk: drill?.ok ?? null,
    drillAgeHours: drill === null ? null : hoursSince(drill.at, now())
  };
}

function sourceHealth(
  { ok, lastSuccess, lastError, note }: SourceState,
  now: number
): Omit<Health['sources'][string], 'stalled'> {
  const ageSeconds = lastSuccess === null ? null : Math.max(0, now - lastSuccess);
  return { ok, lastSuccess, ageSeconds, lastError, note };
}
