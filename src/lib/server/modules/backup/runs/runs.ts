/**
 * Backups in a bucket: `backups/YYYY-MM-DD/<run>/`, where a run's name begins with its time, so names sort as times do.
 */
import { isDate } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { BackupRefused } from '../backup-refused.ts';
import { isMissing, type Bucket } from '../bucket/bucket.ts';
import { MANIFEST, openManifest, type Manifest } from './manifest.ts';

export const FOLDER = 'backups/';
/** `20261121T164500Z-1a2b3c4d` */
const RUN = /^(\d{8}T\d{6})Z-[0-9a-f]{8}$/;

export interface BackupRun {
  /** `bucket/date/run`, as reports and logs name it. */
  name: string;
  date: string;
  run: string;
  /** Ends with a slash. */
  folder: string;
}

export function runOf(bucket: Pick<Bucket, 'name'>, date: string, run: string): BackupRun {
  return { name: `${bucket.name}/${date}/${run}`, date, run, folder: `${FOLDER}${date}/${run}/` };
}

/** Days with anything below them, newest first. */
export async function listDays(bucket: Bucket, signal: AbortSignal): Promise<string[]> {
  return (await namesBelow(bucket, FOLDER, signal)).filter(isDate).reverse();
}

/** Runs of a day, complete or not, newest first. */
export async function listRuns(bucket: Bucket, date: string, signal: AbortSignal): Promise<BackupRun[]> {
  const names = await namesBelow(bucket, `${FOLDER}${date}/`, signal);
  return names
    .filter((name) => RUN.test(name))
    .map((run) => runOf(bucket, date, run))
    .reverse();
}

/** In order. Folders are told from keys: not every S3 server groups them rightly. */
async function namesBelow(bucket: Bucket, prefix: string, signal: AbortSignal): Promise<string[]> {
  const objects = await bucket.list(prefix, signal);
  return [...new Set(objects.map(({ key }) => key.slice(prefix.length).split('/')[0] ?? ''))].sort();
}

/** null: it has no manifest, which makes it nothing. Throws BackupRefused for a manifest that cannot be believed. */
export async function readManifest(bucket: Bucket, run: BackupRun, signal: AbortSignal): Promise<Manifest | null> {
  try {
    const content = await readObject(bucket, `${run.folder}${MANIFEST}`, signal);
    return openManifest(Buffer.from(content).toString('utf8'), run.name);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * The newest complete backup, of one day or of all. Those of days after `today` were dated by a wrong clock and come last.
 * Damaged ones are given to `onRefused` and passed over.
 */
export async function findNewest(
  bucket: Bucket,
  signal: AbortSignal,
  {
    date,
    today,
    onRefused
  }: { date?: string; today?: string; onRefused?: (run: BackupRun, reason: BackupRefused) => void } = {}
): Promise<{ run: BackupRun; manifest: Manifest } | null> {
  for (const day of date === undefined ? inOrder(await listDays(bucket, signal), today) : [date]) {
    for (const run of await listRuns(bucket, day, signal)) {
      try {
        const manifest = await readManifest(bucket, run, signal);
        if (manifest !== null) return { run, manifest };
      } catch (error) {
        if (onRefused === undefined || !(error instanceof BackupRefused)) throw error;
        onRefused(run, error);
      }
    }
  }
  return null;
}

function inOrder(days: string[], today = '9999-12-31'): string[] {
  return [...days.filter((day) => day <= today), ...days.filter((day) => day > today)];
}

/** null: it is not there, or has no manifest. */
export async function findRun(
  bucket: Bucket,
  run: BackupRun,
  signal: AbortSignal
): Promise<{ run: BackupRun; manifest: Manifest } | null> {
  const manifest = await readManifest(bucket, run, signal);
  return manifest && { run, manifest };
}

const READS = 3;

/** A whole object. One that breaks off is asked for again. */
export async function readObject(bucket: Bucket, key: string, signal: AbortSignal): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bucket.read(key, signal)) chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      if (!(error instanceof UpstreamError) || attempt === READS || isMissing(error)) throw error;
    }
  }
}
