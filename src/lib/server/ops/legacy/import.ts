/**
 * Takes a backup of the original over into history: its files are read to the end and found good before anything is
 * stored, then stored in slices. Years of counts per image are never held at once: they are read a second time.
 *
 * Nothing that is known already is replaced, so an import that broke off is simply repeated. The daily column of a game
 * counts what its images count and what showed in an app's name only: the difference is what the images lack.
 */
import { classifyImage } from '../../../domain/categories.ts';
import { dateOf } from '../../../domain/periods.ts';
import type { ProductDayRow, RepoDayRow } from '../../store/statements-snapshots.ts';
import type { OpsDeps, OpsRun } from '../deps.ts';
import { imagesOf } from '../image-kinds.ts';
import { readDailyRow, type DailyRow } from './daily.ts';
import { createFindings, type Findings, type LegacyReport } from './report.ts';
import { readTable, type TableFile } from './table.ts';
import { readCloseRow, readRepoRow, type ImportedClose } from './tables.ts';

export interface LegacyFiles {
  daily: TableFile;
  repos: TableFile;
  prices: TableFile | null;
}

const ROWS_PER_WRITE = 500;

/** Throws BackupRefused, with nothing stored, when a file is not what it should be. */
export async function importLegacy(deps: OpsDeps, run: OpsRun, files: LegacyFiles): Promise<LegacyReport> {
  const { store, now } = deps;
  const today = dateOf(now());
  const findings = createFindings();
  const days = await readDays(files.daily, { today, findings });
  const closes = files.prices === null ? [] : await readCloses(files.prices, { today, findings });
  const repos = await checkRepos(files.repos, { today, findings });
  const total = days.length + closes.length + repos.rows;
  let done = 0;
  const stored = (rows: number) => run.progress((done += rows), total);

  await storeRepos(deps, run, { file: files.repos, today, stored });
  for (const some of slices(days)) {
    run.signal.throwIfAborted();
    const products = some.flatMap((day) => day.products).flatMap((told) => beyondImages(told, repos.byProduct));
    await store.query('store_repo_rows', { ...run.lease, images: {}, rows: [], products });
    await store.query('store_snapshots', { ...run.lease, rows: some.map(({ snapshot }) => snapshot) });
    stored(some.length);
  }
  for (const some of slices(closes)) {
    const byDate = some.map(({ date, price_e8 }) => [date, { price_e8, source: 'imported' as const }] as const);
    await store.query('store_closes', { ...run.lease, closes: Object.fromEntries(byDate), status: {}, now: now() });
    stored(some.length);
  }
  return findings.report({
    daily_snapshots: days.length,
    repo_snapshots: repos.rows,
    flux_price_history: closes.length
  });
}

interface Reading {
  today: string;
  findings: Findings;
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

async function checkRepos(
  file: TableFile,
  { today, findings }: Reading
): Promise<{ rows: number; byProduct: ReadonlyMap<string, number> }> {
  const byProduct = new Map<string, number>();
  let rows = 0;
  await readTable(file, (given) => {
    const row = readRepoRow(given, findings);
    if (row === null || row.date > today) return;
    rows++;
    const key = dayOfProduct(row.date, classifyImage(row.image_name).slug);
    byProduct.set(key, (byProduct.get(key) ?? 0) + row.category_count);
  });
  return { rows, byProduct };
}

const dayOfProduct = (date: string, slug: string) => `${date} ${slug}`;

function beyondImages(told: ProductDayRow, byProduct: ReadonlyMap<string, number>): ProductDayRow[] {
  const rest = told.instance_count - (byProduct.get(dayOfProduct(told.date, told.slug)) ?? 0);
  return rest > 0 ? [{ ...told, instance_count: rest }] : [];
}

async function storeRepos(
  { store }: OpsDeps,
  { lease, signal }: OpsRun,
  { file, today, stored }: { file: TableFile; today: string; stored: (rows: number) => void }
): Promise<void> {
  const known = new Set<string>();
  const ignored = createFindings();
  let rows: RepoDayRow[] = [];
  const write = async () => {
    signal.throwIfAborted();
    const unseen = rows.map(({ image_name }) => image_name).filter((name) => !known.has(name));
    for (const name of unseen) known.add(name);
    await store.query('store_repo_rows', { ...lease, images: imagesOf(unseen), rows, products: [] });
    stored(rows.length);
    rows = [];
  };
  await readTable(file, async (given) => {
    const row = readRepoRow(given, ignored);
    if (row === null || row.date > today) return;
    rows.push(row);
    if (rows.length === ROWS_PER_WRITE) await write();
  });
  if (rows.length > 0) await write();
}

function slices<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_WRITE) }, (_, slice) =>
    rows.slice(slice * ROWS_PER_WRITE, (slice + 1) * ROWS_PER_WRITE)
  );
}
