/**
 * The first start of an empty database: it takes over the newest backup that is complete, once. A damaged one is named
 * and the next older is tried; a bucket that does not answer is asked again by the next look, for which the decision is
 * remembered: a database that began empty stays entitled to its past.
 */
import { categoriesVersion } from '../../domain/categories.ts';
import { BackupRefused } from './backup-refused.ts';
import { listBackups, takeBackup, type Backup } from './backups.ts';
import { openBucket, type Bucket, type BucketSettings } from './bucket.ts';
import type { RestoreDeps } from './backup/restore.ts';
import type { OpsDeps, OpsRun } from './deps.ts';
import type { LegacyReport } from './legacy/report.ts';
import { readOpsStatus, storeOpsStatus, type BootstrapStatus } from './status.ts';

export interface BootstrapDeps extends RestoreDeps {
  /** Where backups may be, preferred first. */
  buckets: BucketSettings[];
}

export interface Bootstrapped extends BootstrapStatus {
  report: LegacyReport | null;
}

/** Since when a backup is to be taken, unix seconds; null: none is. Decides it when asked of a database for the first time. */
export async function bootstrapPendingSince(deps: Omit<BootstrapDeps, 'alone'>, run: OpsRun): Promise<number | null> {
  if (deps.buckets.length === 0) return null;
  const { bootstrap, revenue } = await readOpsStatus(deps.store);
  if (bootstrap !== undefined) return bootstrap.state === 'pending' ? bootstrap.at : null;
  const [bounds] = await deps.store.query('snapshot_bounds', {});
  // Payments of a first sync that is still running do not make a database one with a past.
  const isEmpty = bounds?.snapshots === 0 && revenue === undefined;
  const { at } = await remember(deps, run, { state: isEmpty ? 'pending' : 'not-needed', backup: null, refused: [] });
  return isEmpty ? at : null;
}

/** Throws UpstreamError when a bucket does not answer: then nothing is decided yet. */
export async function takeBootstrap(deps: BootstrapDeps, run: OpsRun): Promise<Bootstrapped> {
  const refused: BootstrapStatus['refused'] = [];
  // Our own hold everything, the original's a part of it.
  for (const kind of ['own', 'original'] as const) {
    for (const settings of deps.buckets) {
      const bucket = await openBucket(settings);
      try {
        for (const backup of await listBackups(bucket, kind, run.signal)) {
          const report = await takeOrRefuse(deps, run, { bucket, backup, refused });
          if (report === null) continue;
          const outcome = { state: 'taken', backup: backup.name, refused } as const;
          return { ...(await remember(deps, run, outcome, kind === 'original')), report };
        }
      } finally {
        bucket.close();
      }
    }
  }
  return { ...(await remember(deps, run, { state: 'none', backup: null, refused })), report: null };
}

async function takeOrRefuse(
  deps: BootstrapDeps,
  run: OpsRun,
  { refused, ...source }: { bucket: Bucket; backup: Backup; refused: BootstrapStatus['refused'] }
): Promise<LegacyReport | null> {
  const { name } = source.backup;
  try {
    const report = await takeBackup(deps, run, source);
    deps.log.info({ backup: name, ...report }, 'backup taken over');
    return report;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    deps.log.warn({ backup: name, err: error }, 'backup refused');
    refused.push({ backup: name, reason: error.message });
    return null;
  }
}

/** `isSorted`: what was taken over has been sorted by today's tables on the way in. */
async function remember(
  deps: OpsDeps,
  run: OpsRun,
  outcome: Omit<BootstrapStatus, 'at'>,
  isSorted = false
): Promise<BootstrapStatus> {
  const bootstrap = { ...outcome, at: deps.now() };
  const sorted = isSorted ? { categories: { version: categoriesVersion } } : {};
  await storeOpsStatus(deps, run, { bootstrap, ...sorted });
  return bootstrap;
}
