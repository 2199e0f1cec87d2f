/**
 * An installation of the original dashboard, its SQLite file or its Supabase project, as the same files that its backups
 * are made of, and one more with its payments.
 *
 * A project answers at most 1,000 rows at once, whatever is asked for: it is read page by page in the order of a key.
 */
import Database from 'better-sqlite3';
import * as z from 'zod';
import { ImportRefused } from '../transfer/refused.ts';
import type { LegacyFiles } from './read.ts';
import { legacyTables, type LegacyTable, type TableFile } from './table.ts';

type Row = Record<string, unknown>;

/** What the rows of each table are read in the order of. */
const keys: Record<LegacyTable, readonly string[]> = {
  daily_snapshots: ['snapshot_date'],
  repo_snapshots: ['snapshot_date', 'image_name'],
  flux_price_history: ['date'],
  revenue_transactions: ['block_height', 'txid']
};

/** `payments`: null where it has no such table. */
export type OriginalFiles = LegacyFiles & { payments: TableFile | null };

const PAGE_ROWS = 1_000;
const PATIENCE_MS = 60_000;
const Page = z.array(z.record(z.string(), z.unknown()));

/** @throws ImportRefused for what is no database of the original */
export function openOriginalFile(path: string): OriginalFiles & { close: () => void } {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
  const fileOf = (table: LegacyTable) =>
    asFile(table, () => pagesOf(db.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${keys[table].join(', ')}`)));
  try {
    if (tables.includes('schema_migrations'))
      throw new ImportRefused([`${path} is a database of this dashboard itself`]);
    return { ...filesOf(path, new Set(tables), fileOf), close: () => db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @throws ImportRefused for what is no project of the original, or does not let us read */
export async function openOriginalProject(
  url: string,
  serviceKey: string,
  signal: AbortSignal
): Promise<OriginalFiles> {
  const ask = async (table: LegacyTable, offset: number, limit: number): Promise<Row[] | null> => {
    const address = `${url}/rest/v1/${table}?select=*&order=${keys[table].join(',')}&offset=${offset}&limit=${limit}`;
    const answer = await fetch(address, {
      headers: { apikey: serviceKey, authorization: `Bearer ${serviceKey}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new ImportRefused([`${url} answered ${answer.status} for ${table}`]);
    return Page.parse(await answer.json());
  };
  async function* pagesOf(table: LegacyTable): AsyncGenerator<Row[]> {
    for (let offset = 0; ;) {
      const rows = (await ask(table, offset, PAGE_ROWS)) ?? [];
      // Its limit may be below ours: only an empty page is the end.
      if (rows.length === 0) return;
      yield rows;
      offset += rows.length;
    }
  }
  const tables = new Set<string>();
  for (const table of legacyTables) if ((await ask(table, 0, 1)) !== null) tables.add(table);
  return filesOf(url, tables, (table) => asFile(table, () => pagesOf(table)));
}

function filesOf(name: string, tables: ReadonlySet<string>, fileOf: (table: LegacyTable) => TableFile): OriginalFiles {
  const missing = (['daily_snapshots', 'repo_snapshots'] as const).filter((table) => !tables.has(table));
  if (missing.length > 0) {
    throw new ImportRefused([`${name} is no installation of the original: it has no ${missing.join(' and no ')}`]);
  }
  const given = (table: LegacyTable) => (tables.has(table) ? fileOf(table) : null);
  return {
    daily: fileOf('daily_snapshots'),
    repos: fileOf('repo_snapshots'),
    prices: given('flux_price_history'),
    payments: given('revenue_transactions')
  };
}

function* pagesOf(rows: Database.Statement<[], Row>): Generator<Row[]> {
  let page: Row[] = [];
  for (const row of rows.iterate()) {
    page.push(row);
    if (page.length < PAGE_ROWS) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** Rows in the form of a backup's file. */
function asFile(table: LegacyTable, pages: () => Iterable<Row[]> | AsyncIterable<Row[]>): TableFile {
  async function* read(): AsyncGenerator<Uint8Array> {
    const encode = (text: string) => new TextEncoder().encode(text);
    let count = 0;
    yield encode(`{"table":"${table}","exportedAt":"","rows":[`);
    for await (const rows of pages()) {
      const text = rows.map((row) => JSON.stringify(row)).join(',');
      if (text !== '') yield encode(count === 0 ? text : `,${text}`);
      count += rows.length;
    }
    yield encode(`],"rowCount":${count}}`);
  }
  return { name: table, table, read };
}
