/**
 * The first start of an empty database: it takes over the newest backup that is complete, in whichever bucket it lies,
 * once. A damaged one is named and the next older is tried. A bucket that does not answer does not keep another from being
 * used; where none could be used, it is asked again by the next look, for which the decision is remembered: a database
 * that began empty stays entitled to its past.
 */
import { categoriesVersion } from '../../../domain/apps/categories.ts';
import { dateOf } from '../../../domain/time/periods.ts';
import { UpstreamError } from '../../platform/errors.ts';
import type { BootstrapStatus } from '../../platform/store/documents/backup-status.ts';
import { BackupRefused } from './backup-refused.ts';
import { listBackups, takeBackup, type Backup, type BackupKind } from './backups.ts';
import { openBucket, type Bucket, type BucketSettings } from './bucket/bucket.ts';
import type { RestoreDeps } from './runs/restore.ts';
import type { WorkDeps, Run } from '../../platform/jobs/run.ts';
import type { LegacyReport } from './legacy/report.ts';
import { readOpsStatus, storeOpsStatus } from '../../platform/store/documents/ops-status.ts';

export interface BootstrapDeps extends RestoreDeps {
  /** Where backups may be; of those that are equally new, the first one's is taken. */
  buckets: BucketSettings[];
}

export interface Bootstrapped extends BootstrapStatus {
  report: LegacyReport | null;
}

/** Since when a backup is to be taken, unix seconds; null: none is. Decides it when asked of a database for the first time. */
export async function bootstrapPendingSince(deps: Omit<BootstrapDeps, 'alone'>, run: Run): Promise<number | null> {
  if (deps.buckets.length === 0) return null;
  const { bootstrap, revenue } = await readOpsStatus(deps.store);
  if (bootstrap !== undefined) return bootstrap.state === 'pending' ? bootstrap.at : null;
  const [bounds] = await deps.store.query('snapshot_bounds', {});
  // Payments of a first sync that is still running do not make a database one with a past.
  const isEmpty = bounds?.snapshots === 0 && revenue === undefined;
  const { at } = await remember(deps, run, { state: isEmpty ? 'pending' : 'not-needed', backup: null, refused: [] });
  return isEmpty ? at : null;
}

/** Throws UpstreamError when nothing could be taken and a bucket did not answer: then nothing is decided yet. */
export async function takeBootstrap(deps: BootstrapDeps, run: Run): Promise<Bootstrapped> {
  const search: Search = { buckets: [], outages: new Map(), refused: [] };
  for (const settings of deps.buckets) search.buckets.push(await openBucket(settings));
  try {
    // Our own hold everything, the original's a part of it.
    for (const kind of ['own', 'original'] as const) {
      const taken = await takeNewest(deps, run, search, kind);
      if (taken === null) continue;
      const outages = [...search.outages].map(([bucket, { message }]) => ({ backup: bucket.name, reason: message }));
      const refused = [...outages, ...search.refused];
      const outcome = { state: 'taken', backup: taken.name, refused } as const;
      return { ...(await remember(deps, run, outcome, kind === 'original')), report: taken.report };
    }
  } finally {
    for (const bucket of search.buckets) bucket.close();
  }
  const [outage] = search.outages.values();
  if (outage !== undefined) throw outage;
  return { ...(await remember(deps, run, { state: 'none', backup: null, refused: search.refused })), report: null };
}

interface Search {
  buckets: Bucket[];
  /** Buckets that did not answer: they are not asked again. */
  outages: Map<Bucket, UpstreamError>;
  refused: BootstrapStatus['refused'];
}

async function takeNewest(
  deps: BootstrapDeps,
  run: Run,
  search: Search,
  kind: BackupKind
): Promise<{ name: string; report: LegacyReport } | null> {
  const found: { bucket: Bucket; backup: Backup }[] = [];
  for (const bucket of search.buckets) {
    const backups = await unlessAway(deps, search, bucket, () => listBackups(bucket, kind, run.signal));
    for (const backup of backups ?? []) found.push({ bucket, backup });
  }
  // What a wrong clock has dated after today is newer than nothing.
  const today = dateOf(deps.now());
  const keyOf = ({ backup }: (typeof found)[number]) => `${backup.date > today ? 0 : 1}${backup.folder}`;
  found.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : keyOf(a) > keyOf(b) ? -1 : 0));
  for (const { bucket, backup } of found) {
    const { refused } = search;
    const report = await unlessAway(deps, search, bucket, () => takeOrRefuse(deps, run, { bucket, backup, refused }));
    if (report !== null) return { name: backup.name, report };
  }
  return null;
}

/** null: the bucket does not answer, now or since it was asked before. */
async function unlessAway<T>(
  { log }: WorkDeps,
  { outages }: Search,
  bucket: Bucket,
  ask: () => Promise<T>
): Promise<T | null> {
  if (outages.has(bucket)) return null;
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    log.warn({ bucket: bucket.name, err: error }, 'bucket not read');
    outages.set(bucket, error);
    return null;
  }
}

async function takeOrRefuse(
  deps: BootstrapDeps,
  run: Run,
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
  deps: WorkDeps,
  run: Run,
  outcome: Omit<BootstrapStatus, 'at'>,
  isSorted = false
): Promise<BootstrapStatus> {
  const bootstrap = { ...outcome, at: deps.now() };
  const sorted = isSorted ? { categories: { version: categoriesVersion } } : {};
  await storeOpsStatus(deps, run, { bootstrap, ...sorted });
  return bootstrap;
}
