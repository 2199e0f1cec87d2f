/** A Supabase project of the benchmark's own: PostgreSQL with its safety on, behind PostgREST. */
import Database from 'better-sqlite3';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { startCluster } from '../../scripts/supabase/cluster.ts';
import { firstLine, startChild } from './child.ts';
import type { Project } from './product.ts';

export interface LocalServer extends Project {
  /** `postgres://` of its owner. */
  dbUrl: string;
  end(): Promise<void>;
}

export async function startProject(): Promise<LocalServer> {
  const cluster = await startCluster({ isDurable: true });
  const server = startChild({
    name: 'the local Supabase project',
    args: ['scripts/supabase/main.ts', '--db-url', cluster.url],
    env: { LITE_TELEMETRY: '0', DO_NOT_TRACK: '1' }
  });
  const end = async () => {
    await server.end();
    await cluster.close();
  };
  try {
    const { url, serviceKey } = JSON.parse(await firstLine(server)) as Project;
    return { url, serviceKey, dbUrl: cluster.url, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Of the engine, or made anew by the target. */
const LEFT_OUT = /^(sqlite_|revenue_search|schema_migrations$|store_epochs$)/;

/** Fills an empty project with what a planted SQLite file holds, past the product: its own way there is measured elsewhere. */
export async function fillProject({ dbUrl }: LocalServer, path: string): Promise<void> {
  const from = new Database(path, { readonly: true });
  const to = postgres(dbUrl, { onnotice: () => undefined, max: 1 });
  try {
    const [index] = await to<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE indexname = 'revenue_transactions_text'`;
    await to`DROP INDEX revenue_transactions_text`;
    const tables = from.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
    for (const table of tables.filter((name) => !LEFT_OUT.test(name))) {
      await to`TRUNCATE ${to(table)}`;
      const columns = from.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
      const rows = from
        .prepare<[], Cell[]>(`SELECT ${columns.join(', ')} FROM ${table}`)
        .raw()
        .safeIntegers();
      const sink = await to`COPY ${to(table)} (${to(columns)}) FROM STDIN`.writable();
      await pipeline(Readable.from(lines(rows.iterate())), sink);
    }
    if (index !== undefined) await to.unsafe(index.indexdef);
    await to`VACUUM ANALYZE`;
    // Otherwise what was filled in is still being written out minutes later.
    await to`CHECKPOINT`;
  } finally {
    from.close();
    await to.end();
  }
}

type Cell = string | bigint | null;

const ROWS_AT_ONCE = 500;

function* lines(rows: Iterable<Cell[]>): Generator<string> {
  let text = '';
  let count = 0;
  for (const row of rows) {
    text += `${row.map(cell).join('\t')}\n`;
    if (++count % ROWS_AT_ONCE > 0) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function cell(value: Cell): string {
  if (value === null) return '\\N';
  return String(value).replaceAll(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
