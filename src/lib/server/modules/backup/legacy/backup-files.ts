/** The files of a backup of the original, which lie directly in the folder of their day. */
import { BackupRefused } from '../backup-refused.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { LegacyFiles } from './read.ts';
import type { LegacyTable, TableFile } from './table.ts';

export interface OriginalBackup {
  name: string;
  keys: readonly string[];
}

/** Whether keys are those of one, complete or not. */
export function isOriginal(keys: readonly string[]): boolean {
  return keyOf(keys, 'daily_snapshots') !== null || keyOf(keys, 'repo_snapshots') !== null;
}

/** The file that it cannot be without; null: all are there. */
export function missingFileOf(keys: readonly string[]): string | null {
  const missing = (['daily_snapshots', 'repo_snapshots'] as const).find((table) => keyOf(keys, table) === null);
  return missing === undefined ? null : `${missing}.json`;
}

/** Throws BackupRefused for one that is incomplete. */
export function originalFiles(bucket: Bucket, { name, keys }: OriginalBackup, signal: AbortSignal): LegacyFiles {
  const file = (table: LegacyTable): TableFile | null => {
    const key = keyOf(keys, table);
    return key === null ? null : { name: `${bucket.name}/${key}`, table, read: () => bucket.read(key, signal) };
  };
  const [daily, repos, prices] = [file('daily_snapshots'), file('repo_snapshots'), file('flux_price_history')];
  if (daily === null || repos === null) {
    throw new BackupRefused(`${name} is incomplete: ${missingFileOf(keys) ?? ''} is missing`);
  }
  return { daily, repos, prices };
}

function keyOf(keys: readonly string[], table: LegacyTable): string | null {
  return keys.find((key) => key.endsWith(`/${table}.json`)) ?? null;
}
