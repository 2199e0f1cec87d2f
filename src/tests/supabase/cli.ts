/**
 * What `supabase db push` does with supabase/migrations, by its documented rules: the CLI itself is no npm package without a
 * download of its own.
 *
 * Files are `<timestamp>_<name>.sql`, in the order of their names; each is applied once, recorded in
 * supabase_migrations.schema_migrations(version, name, statements) by the transaction that applies it. Statements go one by
 * one, over the extended protocol, on a connection whose settings were reset. A project with a version that is not among the
 * files is refused, and so is a file that is older than what has been applied.
 */
import postgres from 'postgres';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/source-files.ts';

export type Files = Record<string, string>;

const folder = join(repository, 'supabase', 'migrations');
const PATTERN = /^([0-9]+)_(.*)\.sql$/;
const LEDGER = [
  `SET lock_timeout = '4s'`,
  'CREATE SCHEMA IF NOT EXISTS supabase_migrations',
  'CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY)',
  'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS statements text[]',
  'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS name text'
];

export function filesOfProject(): Files {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Answers the names of the files that were applied now. */
export async function push(dbUrl: string, files: Files = filesOfProject()): Promise<string[]> {
  const sql = postgres(dbUrl, { max: 1, onnotice: () => undefined });
  try {
    const pending = findPending(Object.keys(files).sort(), await appliedVersions(sql));
    for (const statement of pending.length > 0 ? LEDGER : []) await sql.unsafe(statement);
    for (const name of pending) {
      const [, version = '', title = ''] = PATTERN.exec(name) ?? [];
      const statements = splitStatements(files[name] ?? '');
      await sql.unsafe('RESET ALL');
      await sql.begin(async (transaction) => {
        // The extended protocol, as the CLI: it takes one statement at a time.
        for (const statement of statements) await transaction.unsafe(statement, [], { simple: false } as object);
        await transaction`INSERT INTO supabase_migrations.schema_migrations (version, name, statements)
          VALUES (${version}, ${title}, ${statements})`;
      });
    }
    return pending;
  } finally {
    await sql.end();
  }
}

async function appliedVersions(sql: postgres.Sql): Promise<string[]> {
  const [ledger] = await sql`SELECT to_regclass('supabase_migrations.schema_migrations') IS NOT NULL AS "isThere"`;
  if (!ledger?.['isThere']) return [];
  const rows = await sql<
    { version: string }[]
  >`SELECT version FROM supabase_migrations.schema_migrations ORDER BY version`;
  return rows.map(({ version }) => version);
}

function findPending(names: string[], applied: string[]): string[] {
  const strange = names.filter((name) => !PATTERN.test(name));
  if (strange.length > 0) throw new Error(`skipped, not named <timestamp>_name.sql: ${strange.join(', ')}`);
  const versions = names.map((name) => PATTERN.exec(name)?.[1] ?? '');
  const unknown = applied.filter((version) => !versions.includes(version));
  if (unknown.length > 0) throw new Error(`remote versions not found in local migrations: ${unknown.join(', ')}`);
  const pending = names.filter((_, at) => !applied.includes(versions[at] ?? ''));
  const late = pending.filter((name) => name < (applied.at(-1) ?? ''));
  if (late.length > 0) throw new Error(`to be inserted before the last remote migration: ${late.join(', ')}`);
  return pending;
}

const TOKEN = /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|[^-'"$;()]+|./gsu;

/** At every `;` that is in no quotes, comment or parentheses. */
export function splitStatements(text: string): string[] {
  const statements = [''];
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ';' && depth === 0) statements.push('');
    else statements.push(`${statements.pop() ?? ''}${token}`);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}
