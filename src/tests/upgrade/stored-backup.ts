/**
 * A backup as the product of one schema wrote it, kept as the bucket held it: compressed files and the manifest, in a
 * folder named after the schema. A few rows of every table.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from '../../lib/server/modules/backup/runs/manifest.ts';
import type { BackupRow } from '../../lib/server/platform/store/tables.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { contentOf, fill, operate, type Content } from '../support/backup-harness.ts';
import type { TestBucket } from '../support/bucket.ts';
import { putBack } from '../store-story/backup.ts';

const ROWS_PER_TABLE = 3;
const folderOf = (version: string) => join(import.meta.dirname, 'backups', version);

export const isStored = (version: string): boolean => existsSync(folderOf(version));

export function storedManifest(version: string): Manifest {
  return JSON.parse(readFileSync(join(folderOf(version), 'manifest.json'), 'utf8')) as Manifest;
}

/** Puts it where it was. */
export async function upload(version: string, bucket: TestBucket): Promise<void> {
  const { files } = storedManifest(version);
  const keys = files.map(({ key }) => key);
  const run = keys[0]!.slice(0, -basename(keys[0]!).length);
  for (const key of [...keys, `${run}manifest.json`])
    await bucket.put(key, readFileSync(join(folderOf(version), basename(key))));
}

/** Its rows, as its files have them. */
export function storedRows(version: string): Content {
  const rows: Content = new Map();
  for (const { key, table } of storedManifest(version).files) {
    const text = gunzipSync(readFileSync(join(folderOf(version), basename(key)))).toString();
    const some = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as BackupRow);
    rows.set(table, [...(rows.get(table) ?? []), ...some]);
  }
  return rows;
}

/** Writes the one of today's schema; of an earlier one it cannot be made any longer. */
export async function writeStored(version: string, bucket: TestBucket): Promise<void> {
  const store = await openSqlite(':memory:');
  await fill(store);
  const few = fewOf(await contentOf(store));
  await putBack(store, few);
  await operate(store, bucket.settings).backup();
  await store.close();
  mkdirSync(folderOf(version), { recursive: true });
  for (const key of await bucket.keys()) writeFileSync(join(folderOf(version), basename(key)), await bucket.get(key));
}

/** Of the payments those whose facts are kept, of what the indexer knows everything. */
function fewOf(content: Content): Content {
  const few: Content = new Map([...content].map(([table, rows]) => [table, rows.slice(0, ROWS_PER_TABLE)]));
  const txids = new Set(few.get('chain_transactions')?.map(({ txid }) => txid));
  few.set('revenue_transactions', content.get('revenue_transactions')?.filter(({ txid }) => txids.has(txid)) ?? []);
  few.set('sync_status', content.get('sync_status') ?? []);
  return few;
}
