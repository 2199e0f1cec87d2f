/**
 * Where an installation of the original is read from, as an operator names it: its SQLite file, the address of its
 * Supabase project, or `r2` for the backups in a bucket. A bucket's credentials come from the environment alone, where no
 * list of processes shows them.
 */
import { isDate } from '../../../../domain/time/periods.ts';
import { ConfigError, UpstreamError } from '../../../platform/errors.ts';
import { listBackups, type Backup } from '../backups.ts';
import { openBucket, type Bucket, type BucketSettings } from '../bucket/bucket.ts';
import { ImportRefused } from '../transfer/refused.ts';
import { missingFileOf, originalFiles } from './backup-files.ts';
import { openOriginalFile, openOriginalProject, type OriginalFiles } from './original.ts';

export interface OriginalSource extends OriginalFiles {
  /** For the operator: what was found, and what could not be looked at. */
  notes: string[];
  close: () => void;
}

export interface SourceOptions {
  /** Of a project. */
  key: string;
  /** Of the backup; empty: the newest complete one. */
  date: string;
  /** Where `r2` looks. */
  buckets: BucketSettings[];
  signal: AbortSignal;
}

/** @throws ConfigError, ImportRefused or UpstreamError, each with what to do */
export async function openOriginal(source: string, options: SourceOptions): Promise<OriginalSource> {
  if (source === 'r2') return openOriginalBackup(options);
  if (!/^https?:\/\//.test(source)) return { ...openOriginalFile(source), notes: [] };
  if (options.key === '') throw new ConfigError('--key=… must be the service role key of the project');
  const files = await openOriginalProject(source.replace(/\/+$/, ''), options.key, options.signal);
  return { ...files, notes: [], close: () => undefined };
}

async function openOriginalBackup({ date, buckets: settings, signal }: SourceOptions): Promise<OriginalSource> {
  if (date !== '' && !isDate(date)) throw new ConfigError(`--date=${date.slice(0, 20)} is no day (YYYY-MM-DD)`);
  if (settings.length === 0) throw new ConfigError('BOOTSTRAP_R2_… or R2_… must name the bucket: all four of a group');
  const buckets = await Promise.all(settings.map((each) => openBucket(each)));
  const close = () => {
    for (const bucket of buckets) bucket.close();
  };
  try {
    const { found, outages } = await search(buckets, signal);
    const usable = found.filter(({ backup }) => missingFileOf(backup.keys) === null);
    const chosen = date === '' ? usable[0] : found.find(({ backup }) => backup.date === date);
    if (chosen === undefined) {
      if (outages[0] !== undefined) throw outages[0];
      throw new ImportRefused([nothingText(date, { buckets, dates: usable.map(({ backup }) => backup.date) })]);
    }
    const notes = outages.map(({ message }) => `not looked at: ${message}`);
    const files = originalFiles(chosen.bucket, chosen.backup, signal);
    return { ...files, payments: null, notes: [...notes, `the backup ${chosen.backup.name}`], close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Newest first; a bucket that does not answer does not keep another from being used. */
async function search(
  buckets: readonly Bucket[],
  signal: AbortSignal
): Promise<{ found: { bucket: Bucket; backup: Backup }[]; outages: UpstreamError[] }> {
  const found: { bucket: Bucket; backup: Backup }[] = [];
  const outages: UpstreamError[] = [];
  for (const bucket of buckets) {
    try {
      const backups = await listBackups(bucket, 'original', signal);
      found.push(...backups.map((backup) => ({ bucket, backup })));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      outages.push(error);
    }
  }
  return { found: found.sort((a, b) => (a.backup.date < b.backup.date ? 1 : -1)), outages };
}

const SHOWN = 10;

function nothingText(date: string, { buckets, dates }: { buckets: readonly Bucket[]; dates: string[] }): string {
  const where = buckets.map(({ name }) => name).join(' and ');
  if (dates.length === 0) return `there is no complete backup of the original in ${where}`;
  const more = dates.length > SHOWN ? `, and ${dates.length - SHOWN} more` : '';
  return `there is no backup of the original of ${date} in ${where}, but of ${dates.slice(0, SHOWN).join(', ')}${more}`;
}
