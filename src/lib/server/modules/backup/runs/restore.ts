/**
 * Restores a backup: every byte of it is checked before the database is touched, then its rows are laid aside in slices,
 * and one transaction puts them in the place of everything. Killed or failing at any moment before that, the database is
 * as it was; after it, as the backup was.
 *
 * Writers are kept out only while the tables are exchanged. The next sync continues at the restored cursors.
 */
import { BackupRefused } from '../backup-refused.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { backupTableNames } from '../../../platform/store/tables.ts';
import { totalOf, type Manifest } from './manifest.ts';
import { checkPart, expand } from './parts.ts';
import { readObject, type BackupRun } from './runs.ts';
import { countRows } from './write-backup.ts';

export interface RestoreDeps extends WorkDeps {
  /** Runs work while nobody else writes to the store. */
  alone: (signal: AbortSignal, work: () => Promise<void>) => Promise<void>;
}

export interface FoundBackup {
  bucket: Bucket;
  run: BackupRun;
  manifest: Manifest;
}

export interface RestoreReport {
  backup: string;
  isDryRun: boolean;
  files: number;
  bytes: number;
  /** Rows per table before, and in the backup. */
  tables: { name: string; now: number; then: number }[];
}

/** Throws BackupRefused, with nothing touched, when a file is missing or is not what the manifest says. */
export async function restoreBackup(
  deps: RestoreDeps,
  run: Run,
  { isDryRun, ...found }: FoundBackup & { isDryRun: boolean }
): Promise<RestoreReport> {
  const { manifest } = found;
  const { rows, bytes } = totalOf(manifest);
  let done = 0;
  const steps = isDryRun ? rows : 2 * rows;
  const onRows = (more: number) => run.progress((done += more), steps);
  await checkFiles(found, run, onRows);
  const before = await countRows(deps.store);
  const tables = backupTableNames.map((name) => ({
    name,
    now: before.get(name) ?? 0,
    then: manifest.tables[name]?.rows ?? 0
  }));
  const report = { backup: found.run.name, isDryRun, files: manifest.files.length, bytes, tables };
  if (isDryRun) return report;

  await stageFiles(deps, run, { ...found, onRows });
  await deps.alone(run.signal, async () => {
    await deps.store.query('restore_swap', run.lease);
  });
  deps.log.info(report, 'backup restored');
  return report;
}

/** Every file is there, with its bytes, its hash and rows that can be read. */
async function checkFiles(
  { bucket, run: { name, folder }, manifest }: FoundBackup,
  { signal }: Pick<Run, 'signal'>,
  onRows: (rows: number) => void
): Promise<void> {
  const stored = new Set((await bucket.list(folder, signal)).map(({ key }) => key));
  const missing = manifest.files.find(({ key }) => !stored.has(key));
  if (missing !== undefined) throw new BackupRefused(`${name} is incomplete: ${missing.key} is missing`);
  for (const file of manifest.files) {
    const content = await readObject(bucket, file.key, signal);
    checkPart(content, file);
    for await (const rows of expand(content, file)) {
      signal.throwIfAborted();
      onRows(rows.length);
    }
  }
}

async function stageFiles(
  { store }: WorkDeps,
  { lease, signal }: Run,
  { bucket, manifest, onRows }: FoundBackup & { onRows: (rows: number) => void }
): Promise<void> {
  await store.query('restore_clear', lease);
  let slice = 0;
  for (const file of manifest.files) {
    const content = await readObject(bucket, file.key, signal);
    checkPart(content, file);
    for await (const rows of expand(content, file)) {
      signal.throwIfAborted();
      const staged = { table_name: file.table, slice: slice++, rows: Object.fromEntries(rows.entries()) };
      await store.query('restore_stage', { ...lease, ...staged });
      onRows(rows.length);
    }
  }
}
