/**
 * What jobs and operators do with backups: take one, restore one, drill the newest, list them. How a backup and a drill
 * went is remembered, also when they failed.
 */
import { isDate } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { BackupRefused } from '../backup-refused.ts';
import { listBackups as backupsIn, type Backup, type BackupKind } from '../backups.ts';
import { openBucket, type Bucket, type BucketSettings } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { isOriginal, missingFileOf } from '../legacy/backup-files.ts';
import { restoreOriginal } from '../legacy/restore.ts';
import { drillBackup, type DrillDeps, type DrillReport } from './drill.ts';
import { totalOf } from './manifest.ts';
import { restoreBackup, type RestoreDeps, type RestoreReport } from './restore.ts';
import { pruneBackups } from './retention.ts';
import { findNewest, findRun, listDays, listRuns, readManifest, runOf, type BackupRun } from './runs.ts';
import { rememberBackup, rememberDrill } from './state.ts';
import { writeBackup } from './write-backup.ts';

export interface BackupReport {
  backup: string;
  rows: number;
  bytes: number;
  removed: string[];
}

export interface BackupDeps extends WorkDeps {
  /** Whether somebody besides the own clock says what time it is: before that nothing old is removed. */
  isTimeSure: () => boolean;
}

export async function takeBackup(deps: BackupDeps, run: Run, settings: BucketSettings): Promise<BackupReport> {
  return withBucket(settings, async (bucket) => {
    try {
      const startedAt = performance.now();
      const written = await writeBackup(deps, run, bucket);
      const { rows, bytes } = totalOf(written.manifest);
      const { createdAt } = written.manifest;
      const last = { name: written.run.name, createdAt, rows, bytes, durationMs: elapsed(startedAt) };
      await rememberBackup(deps, run, { last });
      const removed = deps.isTimeSure() ? await pruneBackups(deps, run, bucket) : [];
      return { backup: last.name, rows, bytes, removed };
    } catch (error) {
      run.signal.throwIfAborted();
      await rememberBackup(deps, run, { error: textOf(error) });
      throw error;
    }
  });
}

export interface WantedBackup {
  settings: BucketSettings;
  date: string;
  /** The run's own name, or ORIGINAL; null: the newest complete one of the day, and where there is none, the original's. */
  name: string | null;
  isDryRun: boolean;
}

/** Of a day the original's dashboard had one backup, without a name. */
const ORIGINAL = 'original';

/** Throws BadRequest when there is no such complete backup. */
export async function restoreDay(
  deps: RestoreDeps,
  run: Run,
  { settings, date, name, isDryRun }: WantedBackup
): Promise<RestoreReport> {
  if (!isDate(date)) throw new BadRequest(`${date} is no day`);
  return withBucket(settings, async (bucket) => {
    const found = name === ORIGINAL ? null : await findOwn(bucket, { date, name }, run.signal);
    if (found !== null) return restoreBackup(deps, run, { bucket, ...found, isDryRun });
    const originals = name === null || name === ORIGINAL ? await backupsIn(bucket, 'original', run.signal) : [];
    const backup = originals.find((each) => each.date === date && isOriginal(each.keys));
    if (backup === undefined) throw new BadRequest(`there is no complete backup of ${name ?? date} in ${bucket.name}`);
    return restoreOriginal(deps, run, { bucket, backup, isDryRun });
  });
}

function findOwn(bucket: Bucket, { date, name }: Pick<WantedBackup, 'date' | 'name'>, signal: AbortSignal) {
  if (name === null) return findNewest(bucket, signal, { date });
  return findRun(bucket, runOf(bucket, date, name), signal);
}

export async function drill(deps: DrillDeps, run: Run, settings: BucketSettings): Promise<DrillReport> {
  const startedAt = performance.now();
  return withBucket(settings, async (bucket) => {
    try {
      const report = await drillBackup(deps, run, bucket);
      const { backup } = report;
      await rememberDrill(deps, run, { at: deps.now(), ok: true, backup, durationMs: elapsed(startedAt), error: null });
      return report;
    } catch (error) {
      run.signal.throwIfAborted();
      const failed = { at: deps.now(), ok: false, backup: null, durationMs: elapsed(startedAt), error: textOf(error) };
      await rememberDrill(deps, run, failed);
      throw error;
    }
  });
}

export interface ListedBackup {
  name: string;
  date: string;
  /** Ours hold everything, the original's its history. */
  kind: BackupKind;
  state: 'complete' | 'incomplete' | 'refused';
  /** Why it is refused. */
  reason: string | null;
  createdAt: number | null;
  rows: number | null;
  bytes: number | null;
}

/** All that is there, newest first, also what cannot be used. */
export async function listBackups(settings: BucketSettings, signal: AbortSignal): Promise<ListedBackup[]> {
  return withBucket(settings, async (bucket) => {
    const listed = (await backupsIn(bucket, 'original', signal)).filter(({ keys }) => isOriginal(keys)).map(asListed);
    for (const date of await listDays(bucket, signal)) {
      for (const run of await listRuns(bucket, date, signal)) listed.push(await lookAt(bucket, run, signal));
    }
    return listed.sort((a, b) => (a.name > b.name ? -1 : 1));
  });
}

const unknown = { reason: null, createdAt: null, rows: null, bytes: null };

async function lookAt(bucket: Bucket, run: BackupRun, signal: AbortSignal): Promise<ListedBackup> {
  const known = { name: run.name, date: run.date, kind: 'own' as const, ...unknown };
  try {
    const manifest = await readManifest(bucket, run, signal);
    if (manifest === null) return { ...known, state: 'incomplete' };
    return { ...known, state: 'complete', createdAt: manifest.createdAt, ...totalOf(manifest) };
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    return { ...known, state: 'refused', reason: error.message };
  }
}

/** How many rows it has is only known when it is read. */
function asListed({ name, date, keys, bytes }: Backup): ListedBackup {
  const missing = missingFileOf(keys);
  const state = missing === null ? 'complete' : 'incomplete';
  const reason = missing === null ? null : `${missing} is missing`;
  return { ...unknown, name, date, kind: 'original', state, reason, bytes };
}

async function withBucket<T>(settings: BucketSettings, work: (bucket: Bucket) => Promise<T>): Promise<T> {
  const bucket = await openBucket(settings);
  try {
    return await work(bucket);
  } finally {
    bucket.close();
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
