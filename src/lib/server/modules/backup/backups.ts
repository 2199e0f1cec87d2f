/**
 * Backups in a bucket, newest first, and which of our readers understands one. A backup lies in a folder of its day,
 * `backups/YYYY-MM-DD/`: the original's directly in it, ours each in a folder below. What kind it is shows in its files.
 *
 * A further kind is a further entry of `formats`.
 */
import { isDate } from '../../../domain/time/periods.ts';
import { BackupRefused } from './backup-refused.ts';
import type { Bucket, StoredObject } from './bucket/bucket.ts';
import { MANIFEST, rowsOf } from './runs/manifest.ts';
import { restoreBackup, type RestoreDeps } from './runs/restore.ts';
import { FOLDER, readManifest, runOf } from './runs/runs.ts';
import type { Run } from '../../platform/jobs/run.ts';
import { isOriginal, originalFiles } from './legacy/backup-files.ts';
import { importLegacy } from './legacy/import.ts';
import type { LegacyReport } from './legacy/report.ts';

export interface Backup {
  /** `bucket/date`, as reports and logs name it. */
  name: string;
  /** Below the folder of all backups; of a kind, the newest has the greatest. */
  folder: string;
  date: string;
  keys: string[];
  bytes: number;
}

/** In a folder of its own below the day. */
const RUN_MANIFEST = new RegExp(`^${FOLDER}[^/]+/[^/]+/${MANIFEST}$`);

interface BackupFormat {
  isOne: (keys: readonly string[]) => boolean;
  /** Throws BackupRefused, with nothing stored, for one that is damaged or incomplete. */
  take(deps: RestoreDeps, run: Run, source: { bucket: Bucket; backup: Backup }): Promise<LegacyReport>;
}

/** Our own runs, each with a manifest; or the original's, of which a day has one. */
export type BackupKind = 'own' | 'original';

export async function listBackups(bucket: Bucket, kind: BackupKind, signal: AbortSignal): Promise<Backup[]> {
  const byFolder = new Map<string, StoredObject[]>();
  for (const object of await bucket.list(FOLDER, signal)) {
    const [date = '', ...rest] = object.key.slice(FOLDER.length).split('/');
    const file = rest.pop();
    if (!isDate(date) || file === undefined || rest.length > 1) continue;
    const folder = [date, ...rest].join('/');
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), object]);
  }
  return [...byFolder]
    .map(([folder, objects]) => ({
      name: `${bucket.name}/${folder}`,
      folder,
      date: folder.slice(0, 10),
      keys: objects.map(({ key }) => key),
      bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0)
    }))
    .filter(({ folder, date, keys }) => (folder === date ? kind === 'original' : kind === 'own' && own.isOne(keys)))
    .sort((a, b) => (a.folder > b.folder ? -1 : 1));
}

/** Stores what a backup holds. Throws BackupRefused for one that cannot be used. */
export async function takeBackup(
  deps: RestoreDeps,
  run: Run,
  source: { bucket: Bucket; backup: Backup }
): Promise<LegacyReport> {
  const format = formats.find(({ isOne }) => isOne(source.backup.keys));
  if (format === undefined)
    throw new BackupRefused(`${source.backup.name} is of a kind that this version does not read`);
  return format.take(deps, run, source);
}

const own: BackupFormat = {
  isOne: (keys) => keys.some((key) => RUN_MANIFEST.test(key)),
  async take(deps, run, { bucket, backup }) {
    const found = runOf(bucket, backup.date, backup.name.slice(backup.name.lastIndexOf('/') + 1));
    const manifest = await readManifest(bucket, found, run.signal);
    if (manifest === null) throw new BackupRefused(`${backup.name} has no manifest any longer`);
    await restoreBackup(deps, run, { bucket, run: found, manifest, isDryRun: false });
    return { rows: rowsOf(manifest), impossible: [], refused: [], leftOut: [] };
  }
};

const original: BackupFormat = {
  isOne: isOriginal,
  take: (deps, run, { bucket, backup }) => importLegacy(deps, run, originalFiles(bucket, backup, run.signal))
};
const formats: BackupFormat[] = [own, original];
