/**
 * The schema, in numbered files. `NNN_name.sql` runs on both engines, `NNN_sqlite.sql` and `NNN_postgres.sql` on one.
 *
 * A file is never changed once it has shipped; a new one is added. SQLite records what it has applied; every file is
 * written so that applying it twice is harmless. What Postgres gets of them is in supabase/migrations (postgres-schema.ts).
 */
const files = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true });

export interface Migration {
  /** File name without its ending, e.g. `001_schema`; applied in this order. */
  version: string;
  sql: string;
}

export function migrationsFor(engine: 'sqlite' | 'postgres'): Migration[] {
  const other = engine === 'sqlite' ? '_postgres' : '_sqlite';
  return Object.entries(files)
    .map(([path, sql]) => ({ version: path.slice(path.lastIndexOf('/') + 1, -'.sql'.length), sql }))
    .filter(({ version }) => !version.endsWith(other))
    .sort((a, b) => (a.version < b.version ? -1 : 1));
}
