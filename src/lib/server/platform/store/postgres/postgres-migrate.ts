/**
 * Brings a Postgres database to today's schema over a direct connection (SUPABASE_DB_URL).
 *
 * Each file is one transaction that holds an advisory lock and looks again at what has been applied, so that replicas
 * that start together apply each file once. A database that a newer version has written is refused, and so is a project
 * with the tables of the original dashboard.
 */
import type { Sql } from 'postgres';
import { ConfigError, StoreError } from '../../errors.ts';
import { isFunctions, ORIGINAL_TABLES, postgresSchema } from './postgres-schema.ts';

/** Any number, the same for every version of the program. */
const LOCK = 7_035_811_902;
const CONNECT_SECONDS = 10;

/**
 * Answers the versions that were applied now.
 *
 * @throws ConfigError for a database that this program must not touch; StoreError when it cannot be reached or refuses
 */
export async function migratePostgres(dbUrl: string): Promise<string[]> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(dbUrl, {
    max: 1,
    // Poolers that give a connection per transaction know no prepared statements.
    prepare: false,
    connect_timeout: CONNECT_SECONDS,
    onnotice: () => undefined
  });
  try {
    return await applyPending(sql);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw asStoreError(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function applyPending(sql: Sql): Promise<string[]> {
  const applied: string[] = [];
  const schema = postgresSchema();
  for (const { version, sql: text } of schema) {
    const isNew = await sql.begin(async (transaction) => {
      await transaction`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
      const originals = await transaction.unsafe<{ name: string }[]>(ORIGINAL_TABLES);
      if (originals[0] !== undefined) throw new ConfigError(originalRefusal(originals[0].name));
      await transaction.unsafe(
        'CREATE TABLE IF NOT EXISTS public.schema_migrations (version TEXT COLLATE "C" PRIMARY KEY, applied_at BIGINT NOT NULL)'
      );
      const rows = await transaction<{ version: string }[]>`SELECT version FROM public.schema_migrations`;
      const known = rows.map((row) => row.version);
      const newer = known.filter((each) => !isFunctions(each) && !schema.some((file) => file.version === each));
      if (newer.length > 0) throw new ConfigError(newerRefusal(newer));
      if (known.includes(version)) return false;
      await transaction.unsafe(text);
      await transaction`INSERT INTO public.schema_migrations (version, applied_at)
        VALUES (${version}, EXTRACT(EPOCH FROM now())::bigint) ON CONFLICT (version) DO NOTHING`;
      return true;
    });
    if (isNew) applied.push(version);
  }
  return applied;
}

export function originalRefusal(table: string): string {
  return `the Supabase project holds tables of the original dashboard (${table}): set SUPABASE_URL to an empty project and import them with npm run db:import-legacy`;
}

export function newerRefusal(versions: string[]): string {
  return `the database was written by a newer version (it has migration ${versions.join(', ')}): update first`;
}

/** The connection string is a secret: only what the server said is told. */
function asStoreError(error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  const isRefused = /^(28|3D|42|22|23|0A)/.test(code);
  return new StoreError(`migrations: ${message} (${code === '' ? 'no code' : code})`, !isRefused, { cause: error });
}
