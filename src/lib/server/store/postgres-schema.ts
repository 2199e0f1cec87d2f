/**
 * The schema on Postgres: the migration files, then one script with the statements' functions, in this order. Both can be
 * applied by hand from supabase/; functions.sql is generated from here (scripts/generate.js) and a test holds it current.
 *
 * The functions' version is a hash of their text, so that a database says whether its functions are those of this program.
 */
import { hash } from 'node:crypto';
import { migrationsFor, type Migration } from './migrations.ts';
import { toFunction } from './postgres-functions.ts';
import { statementsFor } from './sql.ts';

/** What is to be applied, in order; the last one is the functions. */
export function postgresSchema(): Migration[] {
  const migrations = migrationsFor('postgres');
  return [...migrations, functionsOf(migrations)];
}

/** The file below supabase/ that holds a version. */
export function fileOf(version: string): string {
  return isFunctions(version) ? 'functions.sql' : `migrations/${version}.sql`;
}

export function isFunctions(version: string): boolean {
  return version.startsWith(FUNCTIONS);
}

/** Names a table of the original dashboard, which this program would read as its own; no row otherwise. */
export const ORIGINAL_TABLES = `SELECT DISTINCT table_name AS name FROM information_schema.columns
WHERE table_schema = 'public' AND (table_name = 'daily_snapshots' AND column_name = 'daily_revenue'
  OR table_name = 'revenue_transactions' AND column_name = 'amount')`;

const FUNCTIONS = 'functions ';

function functionsOf(migrations: Migration[]): Migration {
  const functions = statementsFor('postgres').map(toFunction).join('\n');
  const version = `${FUNCTIONS}${hash('sha256', functions, 'hex').slice(0, 16)}`;
  const versions = [...migrations.map((migration) => migration.version), version];
  const sql = `-- Generated from src/lib/server/store/statements by scripts/generate.js. Apply it after migrations/, whenever it changed.
-- ${version}

${guards(migrations)}
${functions}
DELETE FROM public.schema_migrations WHERE version LIKE '${FUNCTIONS}%';
INSERT INTO public.schema_migrations (version, applied_at)
VALUES ${versions.map((each) => `('${each}', EXTRACT(EPOCH FROM now())::bigint)`).join(',\n  ')}
ON CONFLICT (version) DO NOTHING;
NOTIFY pgrst, 'reload schema';
`;
  return { version, sql };
}

/** Whoever applies files by hand is told which one was left out, and kept from the tables of the original. */
function guards(migrations: Migration[]): string {
  const checks = migrations.flatMap(({ version, sql }) =>
    [...sql.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(
      ([, table = '']) => `  IF to_regclass('public.${table}') IS NULL THEN
    RAISE EXCEPTION 'apply ${fileOf(version)} first: the table ${table} is missing';
  END IF;`
    )
  );
  return `DO $guard$
BEGIN
  IF EXISTS (${ORIGINAL_TABLES}) THEN
    RAISE EXCEPTION 'this project holds the tables of the original dashboard: take an empty one and run npm run db:import-legacy';
  END IF;
${checks.join('\n')}
END $guard$;`;
}
