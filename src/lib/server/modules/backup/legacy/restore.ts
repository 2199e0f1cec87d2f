/**
 * Restores a backup of the original into a database in use: history becomes what the backup holds, everything else stays.
 * Its files are read to the end and found good first; then the rows are laid aside, and one transaction exchanges them.
 * Until then the database is as it was.
 */
import { dateOf } from '../../../../domain/time/periods.ts';
import { BackupRefused } from '../backup-refused.ts';
import type { RestoreDeps, RestoreReport } from '../runs/restore.ts';
import { countRows } from '../runs/write-backup.ts';
import type { Backup } from '../backups.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import type { BackupRow, BackupTable } from '../../../platform/store/tables.ts';
import { originalFiles } from './backup-files.ts';
import { storeLegacy, type LegacyTarget } from './import.ts';
import { readLegacy } from './read.ts';
import type { LegacyReport } from './report.ts';

export type OriginalRestoreReport = RestoreReport & Omit<LegacyReport, 'rows'>;

/** Throws BackupRefused, with nothing touched, when a file is missing or is not what it says it is. */
export async function restoreOriginal(
  deps: RestoreDeps,
  run: Run,
  { bucket, backup, isDryRun }: { bucket: Bucket; backup: Backup; isDryRun: boolean }
): Promise<OriginalRestoreReport> {
  const { store, now, log } = deps;
  const files = originalFiles(bucket, backup, run.signal);
  const content = await readLegacy(files, dateOf(now()));
  if (content.days.length === 0) throw new BackupRefused(`${backup.name} is empty: it holds no snapshots`);
  const { rows, ...findings } = content.report;
  const before = await countRows(store);
  const held: BackupTable[] = ['daily_snapshots', 'repo_snapshots'];
  if (files.prices !== null) held.push('flux_price_history');
  const report = {
    backup: backup.name,
    isDryRun,
    files: held.length,
    bytes: backup.bytes,
    tables: held.map((name) => ({ name, now: before.get(name) ?? 0, then: rows[name] ?? 0 })),
    ...findings
  };
  if (isDryRun) return report;

  await store.query('restore_clear', run.lease);
  await storeLegacy(run, content, layAside(deps, run));
  await deps.alone(run.signal, async () => {
    await store.query('restore_history', { ...run.lease, closes: files.prices === null ? 0 : 1, now: now() });
  });
  log.info(report, 'backup of the original restored');
  return report;
}

function layAside({ store }: WorkDeps, { lease }: Run): LegacyTarget {
  let slice = 0;
  const stage = async (table_name: BackupTable, rows: readonly BackupRow[]) => {
    if (rows.length === 0) return;
    await store.query('restore_stage', {
      ...lease,
      table_name,
      slice: slice++,
      rows: Object.fromEntries(rows.entries())
    });
  };
  return {
    async repos(rows, images) {
      await stage(
        'repo_images',
        Object.entries(images).map(([image_name, kind]) => ({ image_name, ...kind }))
      );
      await stage(
        'repo_snapshots',
        rows.map((row) => ({ ...row }))
      );
    },
    products: (rows) =>
      stage(
        'product_snapshots',
        rows.map((row) => ({ ...row }))
      ),
    days: (rows) =>
      stage(
        'daily_snapshots',
        rows.map((row) => ({ ...row }))
      ),
    closes: (rows) =>
      stage(
        'flux_price_history',
        rows.map((row) => ({ ...row }))
      )
  };
}
