/**
 * Backups that are not needed any longer: complete ones of more than 30 days ago, and what broken-off runs have left. The
 * newest complete one always stays, and so does everything that is not ours. A manifest goes first: a half-removed backup
 * is none.
 */
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { BackupRefused } from '../backup-refused.ts';
import { MANIFEST } from './manifest.ts';
import { listDays, listRuns, readManifest, type BackupRun } from './runs.ts';

export const KEPT_DAYS = 30;
/** A run of today or yesterday may still be writing. */
const LEFTOVER_DAYS = 2;

/** Resolves with the names of what was removed. */
export async function pruneBackups({ now }: WorkDeps, { signal }: Run, bucket: Bucket): Promise<string[]> {
  const today = dateOf(now());
  const removed: string[] = [];
  let hasComplete = false;
  for (const date of await listDays(bucket, signal)) {
    for (const run of await listRuns(bucket, date, signal)) {
      const state = await stateOf(bucket, run, signal);
      const oldest = addDays(today, 1 - (state === 'unfinished' ? LEFTOVER_DAYS : KEPT_DAYS));
      // One of a day that has not come was dated by a wrong clock: it is not the newest for that.
      const isNewest: boolean = date <= today && state === 'complete' && !hasComplete;
      hasComplete ||= isNewest;
      if (isNewest || date >= oldest) continue;
      await removeRun(bucket, run, signal);
      removed.push(run.name);
    }
  }
  return removed;
}

async function stateOf(
  bucket: Bucket,
  run: BackupRun,
  signal: AbortSignal
): Promise<'complete' | 'refused' | 'unfinished'> {
  try {
    return (await readManifest(bucket, run, signal)) === null ? 'unfinished' : 'complete';
  } catch (error) {
    if (error instanceof BackupRefused) return 'refused';
    throw error;
  }
}

async function removeRun(bucket: Bucket, run: BackupRun, signal: AbortSignal): Promise<void> {
  const keys = (await bucket.list(run.folder, signal)).map(({ key }) => key);
  const isManifest = (key: string) => key === `${run.folder}${MANIFEST}`;
  for (const key of [...keys.filter(isManifest), ...keys.filter((each) => !isManifest(each))])
    await bucket.remove(key, signal);
}
