/** The story's backup: every table read in small slices, laid aside and put back, which changes nothing. */
import { backupTableNames, tableOf, type BackupRow, type BackupTable } from '../../lib/server/platform/store/tables.ts';
import type { Fenced } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
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
  await tellHistory(await leaseOf(store, 'snapshots'), ask);
}

/** A history that is put in place of the story's own, with and without closes. */
async function tellHistory(lease: Fenced, ask: Ask): Promise<void> {
  const stage = (table_name: BackupTable, slice: number, rows: BackupRow[]) =>
    ask('restore_stage', { ...lease, table_name, slice, rows: Object.fromEntries(rows.entries()) });
  const image = { repository: 'r', category: 'other', slug: 'thing', label: 'Thing' };
  const counted = { date: '2025-01-02', instance_count: 5, category_count: 4 };
  for (const closes of [0, 1] as const) {
    const day = { date: '2025-01-02', origin: 'imported', taken_at: 1, revenue_sat: '9007199254740993' };
    await stage('daily_snapshots', 0, [day, { ...day, date: '2025-01-03', revenue_sat: null, ram_total_mb: 1_000 }]);
    await stage('repo_images', 10, [{ image_name: 'z/late', ...image }]);
    await stage('repo_images', 9, [
      { image_name: 'Über:2', ...image },
      { image_name: 'a/early', ...image }
    ]);
    await stage('repo_snapshots', 12, [
      { ...counted, image_name: 'z/late' },
      { ...counted, image_name: 'Über:2' }
    ]);
    await stage('repo_snapshots', 13, [{ ...counted, image_name: 'z/late', instance_count: 9 }]);
    await stage('product_snapshots', 14, [{ date: '2025-01-02', slug: 'palworld', instance_count: 4 }]);
    await stage('product_snapshots', 15, [{ date: '2025-01-02', slug: 'palworld', instance_count: 9 }]);
    await stage('flux_price_history', 16, [{ date: '2025-01-02', price_e8: '7000000' }]);
    await ask('restore_history', { ...lease, closes, now: 77 });
    for (const table of ['daily_snapshots', 'repo_images', 'repo_snapshots', 'product_snapshots'] as const)
      await ask(`backup_${table}`, { after: {}, limit: 20 });
    await ask('backup_flux_price_history', { after: {}, limit: 20 });
    await ask('restore_staged', { table_name: 'flux_price_history' });
    await ask('backup_counts', {});
  }
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
      after = Object.fromEntries(tableOf(table).key.map((column) => [column, last[column] ?? null]));
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
