/**
 * Everything that one database holds into another, whichever engines they are: read by key in slices, laid aside, and put
 * in place in one transaction. Until that moment the target is as it was. A copy that was broken off is gone on with: what
 * lies there already and is what would be sent is not sent again.
 *
 * What was copied is proved: each table is read back and must have the rows and the hash of what was read.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { StoreError } from '../../../platform/errors.ts';
import { backupTableNames, type BackupRow, type BackupTable } from '../../../platform/store/tables.ts';
import type { Statements, Store } from '../../../platform/store/store.ts';
import type { RestoreDeps } from '../runs/restore.ts';
import { readTable } from '../runs/table-reader.ts';
import { countRows } from '../runs/write-backup.ts';
import type { Run } from '../../../platform/jobs/run.ts';

export interface CopiedTable {
  name: BackupTable;
  /** Rows of the source. */
  source: number;
  /** Rows of the target before. */
  target: number;
}

const Slice = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Belongs to the installation, so that a copy does not take it over as it is. */
const OWN: readonly BackupTable[] = ['sync_status', 'audit_log'];

/** What a copy would replace by what. */
export async function compareForCopy(from: Store, to: Store): Promise<CopiedTable[]> {
  const [source, target] = await Promise.all([countRows(from), countRows(to)]);
  return backupTableNames.map((name) => ({ name, source: source.get(name) ?? 0, target: target.get(name) ?? 0 }));
}

/**
 * Resolves with the number of rows that an earlier copy had laid aside already.
 *
 * @throws StoreError when what arrived is not what was read
 */
export async function copyData(
  { from, to, alone }: { from: Store; to: Store; alone: RestoreDeps['alone'] },
  run: Run
): Promise<number> {
  const { lease, signal, progress } = run;
  const total = 2 * (await compareForCopy(from, to)).reduce((sum, { source }) => sum + source, 0);
  let done = 0;
  const onRows = (rows: number) => progress((done += rows), total);
  const read = new Map<BackupTable, string>();
  let earlier = 0;
  for (const table of backupTableNames) {
    const left = new Set((await to.query('restore_staged', { table_name: table })).map(({ slice }) => slice));
    let next = 0;
    const digest = await hashTable({ store: from, table, signal }, async (rows) => {
      const place = { table_name: table, slice: next++ };
      if (left.has(place.slice) && (await isStaged(to, place, rows))) earlier += rows.length;
      else await to.query('restore_stage', { ...lease, ...place, rows: Object.fromEntries(rows.entries()) });
      onRows(rows.length);
    });
    if (left.size > 0) await to.query('restore_unstage', { ...lease, table_name: table, slice: next });
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
  return earlier;
}

async function isStaged(
  to: Store,
  place: Statements['restore_slice']['args'],
  rows: readonly BackupRow[]
): Promise<boolean> {
  const [found] = await to.query('restore_slice', place);
  const staged = Slice.parse(JSON.parse(found?.rows ?? '{}'));
  return textOf(Object.values(staged)) === textOf(rows);
}

/** Engines may name the columns in different orders. */
function textOf(rows: readonly Record<string, unknown>[]): string {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).join();
}

/** "rows sha256" of a table in the order of its key. */
async function hashTable(
  { store, table, signal }: { store: Store; table: BackupTable; signal: AbortSignal },
  take: (rows: readonly BackupRow[]) => Promise<void>
): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of readTable(store, table, signal)) {
    hash.update(textOf(rows));
    count += rows.length;
    await take(rows);
  }
  return `${count} ${hash.digest('hex')}`;
}
