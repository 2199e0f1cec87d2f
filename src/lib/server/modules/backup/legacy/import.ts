/**
 * Takes what the original kept over into history: read to the end and found good, then stored in slices.
 *
 * Nothing that is known already is replaced, so an import that broke off is simply repeated. The daily column of a game
 * counts what its images count and what showed in an app's name only: the difference is what the images lack.
 */
import { dateOf } from '../../../../domain/time/periods.ts';
import { imagesOf, type NewSnapshot, type ProductDayRow, type RepoDayRow } from '../../history/module.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { dayOfProduct, eachRepoRow, readLegacy, type LegacyContent, type LegacyFiles } from './read.ts';
import { createFindings, type LegacyReport } from './report.ts';
import type { ImportedClose } from './tables.ts';

/** Where rows go; each call is one slice. */
export interface LegacyTarget {
  /** `images`: those of the rows that came for the first time. */
  repos: (rows: RepoDayRow[], images: ReturnType<typeof imagesOf>) => Promise<void>;
  products: (rows: ProductDayRow[]) => Promise<void>;
  days: (rows: NewSnapshot[]) => Promise<void>;
  closes: (rows: ImportedClose[]) => Promise<void>;
}

const ROWS_PER_WRITE = 500;

/** Throws BackupRefused, with nothing stored, when a file is not what it should be. */
export async function importLegacy(deps: WorkDeps, run: Run, files: LegacyFiles): Promise<LegacyReport> {
  const content = await readLegacy(files, dateOf(deps.now()));
  await storeLegacy(run, content, addTo(deps, run));
  return content.report;
}

export async function storeLegacy(run: Run, content: LegacyContent, target: LegacyTarget): Promise<void> {
  const { days, closes, repos } = content;
  const total = days.length + closes.length + repos.rows;
  let done = 0;
  const stored = (rows: number) => run.progress((done += rows), total);
  await storeRepos(run, content, { target, stored });
  for (const some of slices(days)) {
    run.signal.throwIfAborted();
    await target.products(some.flatMap((day) => day.products).flatMap((told) => beyondImages(told, repos.byProduct)));
    await target.days(some.map(({ snapshot }) => snapshot));
    stored(some.length);
  }
  for (const some of slices(closes)) {
    run.signal.throwIfAborted();
    await target.closes(some);
    stored(some.length);
  }
}

function addTo({ store, now }: WorkDeps, { lease }: Run): LegacyTarget {
  const add = async (args: { images: ReturnType<typeof imagesOf>; rows: RepoDayRow[]; products: ProductDayRow[] }) => {
    await store.query('store_repo_rows', { ...lease, ...args });
  };
  return {
    repos: (rows, images) => add({ images, rows, products: [] }),
    products: (products) => add({ images: {}, rows: [], products }),
    async days(rows) {
      await store.query('store_snapshots', { ...lease, rows, events: [] });
    },
    async closes(rows) {
      const byDate = rows.map(({ date, price_e8 }) => [date, { price_e8, source: 'imported' as const }] as const);
      await store.query('store_closes', { ...lease, closes: Object.fromEntries(byDate), status: {}, now: now() });
    }
  };
}

function beyondImages(told: ProductDayRow, byProduct: ReadonlyMap<string, number>): ProductDayRow[] {
  const rest = told.instance_count - (byProduct.get(dayOfProduct(told.date, told.slug)) ?? 0);
  return rest > 0 ? [{ ...told, instance_count: rest }] : [];
}

async function storeRepos(
  { signal }: Run,
  { files, today }: LegacyContent,
  { target, stored }: { target: LegacyTarget; stored: (rows: number) => void }
): Promise<void> {
  const known = new Set<string>();
  let rows: RepoDayRow[] = [];
  const write = async () => {
    signal.throwIfAborted();
    const unseen = rows.map(({ image_name }) => image_name).filter((name) => !known.has(name));
    for (const name of unseen) known.add(name);
    await target.repos(rows, imagesOf(unseen));
    stored(rows.length);
    rows = [];
  };
  await eachRepoRow(files.repos, { today, findings: createFindings() }, async (row) => {
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
