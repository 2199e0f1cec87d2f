/** The story's backup: every table read in small slices, laid aside and put back, which changes nothing. */
import {
  backupTableNames,
  backupTables,
  type BackupRow,
  type BackupTable
} from '../../lib/server/store/backup-tables.ts';
import type { Store } from '../../lib/server/store/store.ts';
import { leaseOf } from '../factories.ts';
import type { Ask } from './story.ts';

const ROWS_PER_READ = 700;

export async function tellBackup(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'snapshots');
  await ask('restore_stage', { ...lease, table_name: 'repo_images', slice: 9, rows: { 0: { id: 1 } } });
  for (const slice of [2, 10])
    await ask('restore_stage', { ...lease, table_name: 'repo_images', slice, rows: { 0: { id: 2 } } });
  await ask('restore_stage', { ...lease, table_name: 'repo_images', slice: 9, rows: { 0: { id: 3 }, 1: { id: 4 } } });
  await ask('restore_staged', { table_name: 'repo_images' });
  await ask('restore_slice', { table_name: 'repo_images', slice: 9 });
  await ask('restore_unstage', { ...lease, table_name: 'repo_images', slice: 9 });
  await ask('restore_staged', { table_name: 'repo_images' });
  await ask('restore_clear', lease);
  await ask('backup_counts', {});
  await putBack(store, await backUp(store, ask), ask);
  await ask('backup_counts', {});
  await ask('rollup_days', {});
  await ask('rollup_apps', {});
  await ask('payments_per_range', {});
}

/** All rows that a backup keeps. */
export async function backUp(
  store: Store,
  ask: Ask = (name, args) => store.query(name, args)
): Promise<Map<BackupTable, BackupRow[]>> {
  const all = new Map<BackupTable, BackupRow[]>();
  for (const table of backupTableNames) {
    const rows: BackupRow[] = [];
    for (let after: BackupRow = {}; ;) {
      const slice = await ask(`backup_${table}`, { after, limit: ROWS_PER_READ });
      rows.push(...slice);
      const last = slice.at(-1);
      if (last === undefined) break;
      after = Object.fromEntries(backupTables[table].map((column) => [column, last[column] ?? null]));
    }
    all.set(table, rows);
  }
  return all;
}

/** Replaces everything by these rows. */
export async function putBack(
  store: Store,
  tables: Map<BackupTable, BackupRow[]>,
  ask: Ask = (name, args) => store.query(name, args)
): Promise<void> {
  const lease = await leaseOf(store, 'snapshots');
  for (const [table, all] of tables) {
    for (let at = 0; at < all.length; at += ROWS_PER_READ) {
      const rows = Object.fromEntries(all.slice(at, at + ROWS_PER_READ).entries());
      await ask('restore_stage', { ...lease, table_name: table, slice: at, rows });
    }
  }
  await ask('restore_swap', lease);
}
