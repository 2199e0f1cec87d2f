/**
 * What the files of the original say, read to the end and found good before anything of it is stored. Years of counts per
 * image are never held at once: they are counted here, and read again as they are stored.
 */
import { classifyImage } from '../../../../domain/apps/categories.ts';
import type { RepoDayRow } from '../../history/module.ts';
import { readDailyRow, type DailyRow } from './daily.ts';
import { createFindings, type Findings, type LegacyReport } from './report.ts';
import { readTable, type TableFile } from './table.ts';
import { readCloseRow, readRepoRow, type ImportedClose } from './tables.ts';

export interface LegacyFiles {
  daily: TableFile;
  repos: TableFile;
  prices: TableFile | null;
}

export interface LegacyContent {
  files: LegacyFiles;
  /** The running day: nobody knows its revenue and its close yet. */
  today: string;
  days: DailyRow[];
  closes: ImportedClose[];
  /** Rows of counts per image, and their sums by day and product (`dayOfProduct`). */
  repos: { rows: number; byProduct: ReadonlyMap<string, number> };
  report: LegacyReport;
}

interface Reading {
  today: string;
  findings: Findings;
}

/** Throws BackupRefused when a file is not what it should be. */
export async function readLegacy(files: LegacyFiles, today: string): Promise<LegacyContent> {
  const findings = createFindings();
  const days = await readDays(files.daily, { today, findings });
  const closes = files.prices === null ? [] : await readCloses(files.prices, { today, findings });
  const repos = await countRepos(files.repos, { today, findings });
  const report = findings.report({
    daily_snapshots: days.length,
    repo_snapshots: repos.rows,
    flux_price_history: closes.length
  });
  return { files, today, days, closes, repos, report };
}

export const dayOfProduct = (date: string, slug: string) => `${date} ${slug}`;

/** The counts per image of days that have begun. */
export async function eachRepoRow(
  file: TableFile,
  { today, findings }: Reading,
  take: (row: RepoDayRow) => void | Promise<void>
): Promise<void> {
  await readTable(file, async (given) => {
    const row = readRepoRow(given, findings);
    if (row !== null && row.date <= today) await take(row);
  });
}

async function readDays(file: TableFile, reading: Reading): Promise<DailyRow[]> {
  const days = new Map<string, DailyRow>();
  await readTable(file, (given) => {
    const day = readDailyRow(given, reading);
    const { date } = day.snapshot;
    if (date > reading.today || days.has(date)) reading.findings.impossible('snapshot_date', date, date);
    else days.set(date, day);
  });
  return [...days.values()];
}

/** Closes of ended days: today's is not one yet. */
async function readCloses(file: TableFile, { today, findings }: Reading): Promise<ImportedClose[]> {
  const closes = new Map<string, ImportedClose>();
  await readTable(file, (given) => {
    const close = readCloseRow(given, findings);
    if (close !== null && close.date < today) closes.set(close.date, close);
  });
  return [...closes.values()];
}

async function countRepos(file: TableFile, reading: Reading): Promise<LegacyContent['repos']> {
  const byProduct = new Map<string, number>();
  let rows = 0;
  await eachRepoRow(file, reading, ({ date, image_name, category_count }) => {
    rows++;
    const key = dayOfProduct(date, classifyImage(image_name).slug);
    byProduct.set(key, (byProduct.get(key) ?? 0) + category_count);
  });
  return { rows, byProduct };
}
