/**
 * Everything that one database holds into another, whichever engines they are: read by key in slices, laid aside, and put
 * in place in one transaction. Until that moment the target is as it was; broken off, the copy is simply begun again.
 *
 * What was copied is proved: each table is read back and must have the rows and the hash of what was read.
 */
import { createHash } from 'node:crypto';
import { StoreError } from '../../errors.ts';
import { backupTableNames, type BackupRow, type BackupTable } from '../../store/backup-tables.ts';
import type { Store } from '../../store/store.ts';
import type { RestoreDeps } from '../backup/restore.ts';
import { readTable } from '../backup/table-reader.ts';
import { countRows } from '../backup/write-backup.ts';
import type { OpsRun } from '../deps.ts';

export interface CopiedTable {
  name: BackupTable;
  /** Rows of the source. */
  source: number;
  /** Rows of the target before. */
  target: number;
}

/** Belongs to the installation, so that a copy does not take it over as it is. */
const OWN: readonly BackupTable[] = ['sync_status', 'audit_log'];

/** What a copy would replace by what. */
export async function compareForCopy(from: Store, to: Store): Promise<CopiedTable[]> {
  const [source, target] = await Promise.all([countRows(from), countRows(to)]);
  return backupTableNames.map((name) => ({ name, source: source.get(name) ?? 0, target: target.get(name) ?? 0 }));
}

/** @throws StoreError when what arrived is not what was read */
export async function copyData(
  { from, to, alone }: { from: Store; to: Store; alone: RestoreDeps['alone'] },
  run: OpsRun
): Promise<void> {
  const { lease, signal, progress } = run;
  const total = 2 * (await compareForCopy(from, to)).reduce((sum, { source }) => sum + source, 0);
  let done = 0;
  const onRows = (rows: number) => progress((done += rows), total);
  const read = new Map<BackupTable, string>();
  await to.query('restore_clear', lease);
  for (const table of backupTableNames) {
    let slice = 0;
    const digest = await hashTable({ store: from, table, signal }, async (rows) => {
      const staged = { table_name: table, slice: slice++, rows: Object.fromEntries(rows.entries()) };
      await to.query('restore_stage', { ...lease, ...staged });
      onRows(rows.length);
    });
    read.set(table, digest);
  }
  await alone(signal, async () => {
    await to.query('restore_swap', lease);
  });
  for (const table of backupTableNames) {
    const digest = await hashTable({ store: to, table, signal }, (rows) => {
      onRows(rows.length);
      return Promise.resolve();
    });
    if (!OWN.includes(table) && digest !== read.get(table)) {
      throw new StoreError(`${table} did not arrive as it was read: was the source written to meanwhile?`, false);
    }
  }
}

/** "rows sha256" of a table in the order of its key. */
async function hashTable(
  { store, table, signal }: { store: Store; table: BackupTable; signal: AbortSignal },
  take: (rows: readonly BackupRow[]) => Promise<void>
): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of readTable(store, table, signal)) {
    // Engines may name the columns in different orders.
    for (const row of rows) hash.update(JSON.stringify(Object.entries(row).sort()));
    count += rows.length;
    await take(rows);
  }
  return `${count} ${hash.digest('hex')}`;
}
