/**
 * Takes a backup: every table of the list as compressed files below a key of its own, then the manifest that makes a
 * backup of them.
 *
 * Nothing is locked. Cursors are read first: whatever the indexer writes meanwhile lies behind them and is read again from
 * the chain after a restore. Payments and facts must be of one moment, or the sums in the manifest would be of none: the
 * roll-ups before and after must be the same, else the ledger is read again.
 */
import { createHash, randomBytes } from 'node:crypto';
import { dateOf } from '../../../../domain/time/periods.ts';
import { StoreError, UpstreamError } from '../../../platform/errors.ts';
import { backupTableNames, type BackupTable } from '../../../platform/store/tables.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { Bucket } from '../bucket/bucket.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { readOpsStatus } from '../../../platform/store/documents/ops-status.ts';
import { MANIFEST, schemaVersion, sealManifest, sha256, type BackupFile, type Manifest } from './manifest.ts';
import { compress } from './parts.ts';
import { readObject, runOf, type BackupRun } from './runs.ts';
import { readTable, textOf } from './table-reader.ts';

interface Written {
  files: BackupFile[];
  table: { rows: number; sha256: string };
}

interface Target {
  store: Store;
  bucket: Bucket;
  folder: string;
  signal: AbortSignal;
  onRows: (rows: number) => void;
}

/** Tables whose rows must be of one moment. */
const LEDGER: ReadonlySet<BackupTable> = new Set(['revenue_transactions', 'chain_transactions', 'reorgs']);
const LEDGER_READS = 5;

/** Throws UpstreamError when the bucket fails; then there is no backup, only files that nothing names. */
export async function writeBackup(
  { store, now }: WorkDeps,
  { signal, progress }: Run,
  bucket: Bucket
): Promise<{ run: BackupRun; manifest: Manifest }> {
  const createdAt = now();
  const time = new Date(createdAt * 1_000).toISOString().replace(/[-:]|\.\d+/g, '');
  const run = runOf(bucket, dateOf(createdAt), `${time}-${randomBytes(4).toString('hex')}`);
  const counts = await countRows(store);
  const total = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  let done = 0;
  const onRows = (rows: number) => progress(Math.min((done += rows), total), total);
  const target = { store, bucket, folder: run.folder, signal, onRows };

  const { tracked } = await readOpsStatus(store);
  const written = new Map<BackupTable, Written>();
  for (const table of backupTableNames.filter((name) => !LEDGER.has(name)))
    if (isBeforeLedger(table)) written.set(table, await writeTable(target, table));
  const days = await writeLedger(target, written);
  for (const table of backupTableNames) if (!written.has(table)) written.set(table, await writeTable(target, table));

  const files = [...written.values()].flatMap((each) => each.files);
  await checkCounts(store, written, counts);
  await checkUploads(bucket, files, { folder: run.folder, signal });
  const tables = Object.fromEntries([...written].map(([table, each]) => [table, each.table]));
  const revenue = { tracked: [...(tracked ?? [])].sort(), days };
  const manifest: Manifest = { format: 2, schema: schemaVersion, createdAt, finishedAt: now(), tables, files, revenue };
  const sealed = Buffer.from(sealManifest(manifest));
  await bucket.write(`${run.folder}${MANIFEST}`, sealed, signal);
  await checkManifest(bucket, { key: `${run.folder}${MANIFEST}`, sealed, signal });
  return { run, manifest };
}

function isBeforeLedger(table: BackupTable): boolean {
  return backupTableNames.indexOf(table) < backupTableNames.findIndex((name) => LEDGER.has(name));
}

async function writeLedger(target: Target, written: Map<BackupTable, Written>): Promise<Manifest['revenue']['days']> {
  for (let read = 0; read < LEDGER_READS; read++) {
    const before = await readMark(target.store);
    for (const table of LEDGER) written.set(table, await writeTable(target, table));
    const after = await readMark(target.store);
    if (JSON.stringify(before) !== JSON.stringify(after)) continue;
    return before.days.map(({ date, payment_count, amount_sat }) => ({
      date,
      payments: payment_count,
      sat: amount_sat
    }));
  }
  throw new StoreError('the ledger kept changing while it was read: a first sync is running', true);
}

/** Differs when any payment came, went, moved or was valued anew. */
async function readMark(store: Store) {
  const [days, reorgs] = await Promise.all([
    store.query('rollup_days', {}),
    store.query('reorgs_latest', { limit: 1 })
  ]);
  return { days, reorgs };
}

async function writeTable({ store, bucket, folder, signal, onRows }: Target, table: BackupTable): Promise<Written> {
  const hash = createHash('sha256');
  let rows = 0;
  const slices = async function* () {
    for await (const slice of readTable(store, table, signal)) {
      const text = textOf(slice);
      hash.update(text);
      rows += slice.length;
      yield { rows: slice.length, text };
      onRows(slice.length);
    }
  };
  const files: BackupFile[] = [];
  for await (const part of compress(slices())) {
    const key = `${folder}${table}-${String(files.length + 1).padStart(3, '0')}.ndjson.gz`;
    await bucket.write(key, part.content, signal);
    files.push({ key, table, rows: part.rows, bytes: part.content.length, sha256: sha256(part.content) });
  }
  return { files, table: { rows, sha256: hash.digest('hex') } };
}

export async function countRows(store: Store): Promise<Map<BackupTable, number>> {
  return new Map((await store.query('backup_counts', {})).map(({ name, rows }) => [name, rows]));
}

/** A backup with fewer rows than its table had all the time was cut short somewhere. */
async function checkCounts(
  store: Store,
  written: ReadonlyMap<BackupTable, Written>,
  before: ReadonlyMap<BackupTable, number>
): Promise<void> {
  const after = await countRows(store);
  for (const [table, { table: told }] of written) {
    const least = Math.min(before.get(table) ?? 0, after.get(table) ?? 0);
    if (told.rows < least) throw new StoreError(`${table} has ${least} rows, ${told.rows} were read`, true);
  }
}

async function checkUploads(
  bucket: Bucket,
  files: readonly BackupFile[],
  { folder, signal }: { folder: string; signal: AbortSignal }
): Promise<void> {
  const stored = new Map((await bucket.list(folder, signal)).map(({ key, bytes }) => [key, bytes]));
  const wrong = files.find(({ key, bytes }) => stored.get(key) !== bytes);
  if (wrong === undefined) return;
  const found = stored.get(wrong.key);
  throw new UpstreamError('bucket', `${wrong.key} was stored with ${found ?? 'no'} of its ${wrong.bytes} bytes`);
}

/** Read back: a bucket that says "stored" and did not would leave a backup that is none, and older ones would go. */
async function checkManifest(
  bucket: Bucket,
  { key, sealed, signal }: { key: string; sealed: Buffer; signal: AbortSignal }
): Promise<void> {
  const stored = await readObject(bucket, key, signal);
  if (!sealed.equals(stored)) throw new UpstreamError('bucket', `${key} was not stored as it was sent`);
}
