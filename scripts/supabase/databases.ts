/** What a local project can stand on: Postgres in this process' memory, or a PostgreSQL server. */
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { Database } from './server.ts';

/** An empty database as PGlite: Postgres itself, compiled to WebAssembly. */
export async function openPglite(): Promise<Database> {
  const connection = await createPgliteConnection({ pgliteOptions: { extensions: { pg_trgm } } });
  return {
    connection,
    async exec<T>(sql: string) {
      const answers = await connection.driver.exec(sql);
      return (answers.at(-1)?.rows ?? []) as T[];
    }
  };
}

/** The server passes JSON arguments on as text, which its driver would take for JSON strings. */
const json = {
  to: 114,
  from: [114],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text)
};

/** `url` is that of the database's owner. */
export function openPostgres(url: string): Database {
  const connection = createPostgresConnection({ url, postgresOptions: { onnotice: () => undefined, types: { json } } });
  return {
    connection,
    async exec<T>(sql: string) {
      return [...(await connection.driver.unsafe(sql))] as T[];
    }
  };
}
