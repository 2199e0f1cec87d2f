/**
 * Backups in a bucket, newest first, and which of our readers understands one. A backup lies in a folder of its day,
 * `backups/YYYY-MM-DD/`; what kind it is shows in its files.
 *
 * Today the original's format alone is read. A further kind is a further entry of `formats`.
 */
import { isDate } from '../../domain/periods.ts';
import { BackupRefused } from './backup-refused.ts';
import type { Bucket } from './bucket.ts';
import type { OpsDeps, OpsRun } from './deps.ts';
import { importLegacy } from './legacy/import.ts';
import type { LegacyReport } from './legacy/report.ts';
import type { LegacyTable, TableFile } from './legacy/table.ts';

export interface Backup {
  /** `bucket/date`, as reports and logs name it. */
  name: string;
  date: string;
  keys: string[];
}

interface BackupFormat {
  isOne: (keys: readonly string[]) => boolean;
  /** Throws BackupRefused, with nothing stored, for one that is damaged or incomplete. */
  take(deps: OpsDeps, run: OpsRun, source: { bucket: Bucket; backup: Backup }): Promise<LegacyReport>;
}

const FOLDER = 'backups/';

export async function listBackups(bucket: Bucket, signal: AbortSignal): Promise<Backup[]> {
  const byDate = new Map<string, string[]>();
  for (const { key } of await bucket.list(FOLDER, signal)) {
    const date = key.slice(FOLDER.length, FOLDER.length + 10);
    if (!isDate(date) || key[FOLDER.length + 10] !== '/') continue;
    byDate.set(date, [...(byDate.get(date) ?? []), key]);
  }
  return [...byDate]
    .map(([date, keys]) => ({ name: `${bucket.name}/${date}`, date, keys }))
    .sort((a, b) => (a.date > b.date ? -1 : 1));
}

/** Stores what a backup holds. Throws BackupRefused for one that cannot be used. */
export async function takeBackup(
  deps: OpsDeps,
  run: OpsRun,
  source: { bucket: Bucket; backup: Backup }
): Promise<LegacyReport> {
  const format = formats.find(({ isOne }) => isOne(source.backup.keys));
  if (format === undefined)
    throw new BackupRefused(`${source.backup.name} is of a kind that this version does not read`);
  return format.take(deps, run, source);
}

const original: BackupFormat = {
  isOne: (keys) => keyOf(keys, 'daily_snapshots') !== null || keyOf(keys, 'repo_snapshots') !== null,
  take(deps, run, { bucket, backup }) {
    const file = (table: LegacyTable): TableFile | null => {
      const key = keyOf(backup.keys, table);
      return key === null ? null : { name: `${bucket.name}/${key}`, table, read: () => bucket.read(key, run.signal) };
    };
    const [daily, repos, prices] = [file('daily_snapshots'), file('repo_snapshots'), file('flux_price_history')];
    if (daily === null || repos === null) {
      const missing = daily === null ? 'daily_snapshots.json' : 'repo_snapshots.json';
      throw new BackupRefused(`${backup.name} is incomplete: ${missing} is missing`);
    }
    return importLegacy(deps, run, { daily, repos, prices });
  }
};
const formats: BackupFormat[] = [original];

function keyOf(keys: readonly string[], table: LegacyTable): string | null {
  return keys.find((key) => key.endsWith(`/${table}.json`)) ?? null;
}
