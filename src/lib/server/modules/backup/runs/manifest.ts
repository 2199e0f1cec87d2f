/**
 * What a backup says of itself: `backups/YYYY-MM-DD/<run>/manifest.json`, written last. Without it a run is nothing.
 *
 * It names every file with its rows, bytes and SHA-256, holds a hash over each table's rows, the revenue of each day, and
 * last of all a hash over its own text, so that no byte of a backup can change unnoticed. BackupRefused for one that is
 * damaged or was written by a newer version.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { backupTableNames } from '../../../platform/store/tables.ts';
import { migrationsFor } from '../../../platform/store/migrations.ts';
import { BackupRefused } from '../backup-refused.ts';

export const MANIFEST = 'manifest.json';
const FORMAT = 2;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

const BackupFile = z.strictObject({
  key: z.string().min(1),
  table: z.enum(backupTableNames),
  rows: Count,
  bytes: Count,
  sha256: Hash
});
export type BackupFile = z.infer<typeof BackupFile>;

const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** Number of the newest migration of the version that wrote it. */
  schema: Count,
  /** When its first row was read, unix seconds: the state that it holds. */
  createdAt: Count,
  finishedAt: Count,
  /** sha256: of the rows as text, one a line. */
  tables: z.partialRecord(z.enum(backupTableNames), z.strictObject({ rows: Count, sha256: Hash })),
  files: z.array(BackupFile),
  /** What the ledger's roll-ups said when its facts were read. */
  revenue: z.strictObject({
    tracked: z.array(z.string()),
    days: z.array(z.strictObject({ date: z.string(), payments: Count, sat: z.string().regex(/^\d+$/) }))
  })
});
export type Manifest = z.infer<typeof Manifest>;

const Versions = z.looseObject({ format: z.int(), schema: z.int() });

/** The newest migration that this version knows. */
export const schemaVersion = Math.max(...migrationsFor('sqlite').map(({ version }) => parseInt(version, 10)));

export function sealManifest(manifest: Manifest): string {
  const text = JSON.stringify(manifest);
  return `${text.slice(0, -1)},"sha256":"${sha256(text)}"}`;
}

/** `name` is the backup's, for the reason that a refusal gives. */
export function openManifest(text: string, name: string): Manifest {
  const refuse = (reason: string, cause?: unknown) => new BackupRefused(`${name}: ${reason}`, { cause });
  let sealed: Record<string, unknown>;
  try {
    sealed = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw refuse('its manifest is damaged: it is no JSON object', error);
  }
  const { sha256: seal, ...content } = sealed;
  const versions = Versions.safeParse(content);
  if (versions.success && (versions.data.format > FORMAT || versions.data.schema > schemaVersion)) {
    const { format, schema } = versions.data;
    throw refuse(`it was written by a newer version (format ${format}, schema ${schema}): update first`);
  }
  if (seal !== sha256(JSON.stringify(content))) throw refuse('its manifest is damaged: it does not have its own hash');
  const manifest = Manifest.safeParse(content);
  if (!manifest.success)
    throw refuse(`its manifest cannot be read: ${z.prettifyError(manifest.error)}`, manifest.error);
  checkSums(manifest.data, refuse);
  return manifest.data;
}

/** A table's files together have its rows. */
function checkSums({ tables, files }: Manifest, refuse: (reason: string) => Error): void {
  for (const table of backupTableNames) {
    const told = tables[table]?.rows ?? 0;
    const rows = files.filter((file) => file.table === table).reduce((sum, file) => sum + file.rows, 0);
    if (rows !== told) throw refuse(`it says ${told} rows of ${table}, its files have ${rows}`);
  }
}

export function rowsOf({ tables }: Manifest): Record<string, number> {
  return Object.fromEntries(Object.entries(tables).map(([table, { rows }]) => [table, rows]));
}

export function totalOf(manifest: Manifest): { rows: number; bytes: number } {
  const rows = manifest.files.reduce((sum, file) => sum + file.rows, 0);
  return { rows, bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0) };
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
