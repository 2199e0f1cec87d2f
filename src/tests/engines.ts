/**
 * The engines that hold the store's contract: SQLite in memory, SQLite on a file with its threads, and Postgres (PGlite)
 * with the statements as functions.
 *
 * Postgres is called as PostgREST calls it: as the service role, one JSON object of named arguments, one JSON value back.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { migrationsFor } from '../lib/server/store/migrations.ts';
import { fromPostgres } from '../lib/server/store/postgres-errors.ts';
import { toFunction } from '../lib/server/store/postgres-functions.ts';
import { statementsFor, type Statement } from '../lib/server/store/sql.ts';
import { openSqlite } from '../lib/server/store/sqlite.ts';
import type { Store } from '../lib/server/store/store.ts';

export interface EngineUnderTest {
  /** An empty store. Earlier ones of this engine may no longer be used. */
  fresh(): Promise<Store>;
  close(): Promise<void>;
}

export const engines = {
  'SQLite in memory': startMemory,
  'SQLite with threads': startFile,
  Postgres: startPostgres
} satisfies Record<string, () => Promise<EngineUnderTest>>;

const ROLES = `CREATE ROLE anon NOLOGIN; CREATE ROLE authenticated NOLOGIN; CREATE ROLE service_role NOLOGIN BYPASSRLS;`;

/** An empty Postgres with the roles of a Supabase project. */
export async function openPostgres(): Promise<PGlite> {
  const pg = await PGlite.create({ extensions: { pg_trgm } });
  await pg.exec(ROLES);
  return pg;
}

/** Applies the schema and the statements; may be repeated. */
export async function migratePostgres(pg: PGlite): Promise<void> {
  await pg.exec('RESET ROLE');
  for (const { sql } of migrationsFor('postgres')) await pg.exec(sql);
  await pg.exec(statementsFor('postgres').map(toFunction).join(''));
}

export function postgresStore(pg: PGlite): Store {
  const calls = new Map(statementsFor('postgres').map((statement) => [statement.name, callOf(statement)]));
  return {
    async query(name, args) {
      try {
        const { rows } = await pg.query<{ answer: never[] }>(calls.get(name) ?? '', [JSON.stringify(sent(args))]);
        return rows[0]?.answer ?? [];
      } catch (error) {
        throw fromPostgres(name, describe(error));
      }
    },
    close: () => Promise.resolve()
  };
}

async function startPostgres(): Promise<EngineUnderTest> {
  const pg = await openPostgres();
  await migratePostgres(pg);
  return {
    async fresh() {
      await pg.exec('RESET ROLE');
      const { rows } = await pg.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
      );
      await pg.exec(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}; SET ROLE service_role`);
      return postgresStore(pg);
    },
    close: () => pg.close()
  };
}

/** `SELECT name(p_a => a.p_a, ...)` with the arguments taken from one JSON object. */
function callOf({ name, params }: Statement): string {
  if (params.length === 0) return `SELECT ${name}() AS answer WHERE $1::json IS NOT NULL`;
  const named = params.map((param) => `p_${param.name} => a.p_${param.name}`).join(', ');
  const typed = params.map((param) => `p_${param.name} ${param.type}`).join(', ');
  return `SELECT ${name}(${named}) AS answer FROM json_to_record($1::json) AS a(${typed})`;
}

function sent(args: object): Record<string, unknown> {
  const keyed = (value: unknown): unknown => (Array.isArray(value) ? Object.fromEntries(value.entries()) : value);
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [`p_${key}`, keyed(value)]));
}

function describe(error: unknown): { message: string; code: string } {
  if (!(error instanceof Error)) return { message: String(error), code: '' };
  return { message: error.message, code: 'code' in error ? String(error.code) : '' };
}

function startMemory(): Promise<EngineUnderTest> {
  return startSqlite(() => ':memory:');
}

function startFile(): Promise<EngineUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  let made = 0;
  return startSqlite(
    () => join(folder, `${String(made++)}.sqlite3`),
    () => rmSync(folder, { recursive: true, force: true })
  );
}

function startSqlite(path: () => string, cleanUp: () => void = () => undefined): Promise<EngineUnderTest> {
  let open: Store | null = null;
  const close = async () => {
    await open?.close();
    open = null;
  };
  return Promise.resolve({
    async fresh() {
      await close();
      open = await openSqlite(path());
      return open;
    },
    async close() {
      await close();
      cleanUp();
    }
  });
}
