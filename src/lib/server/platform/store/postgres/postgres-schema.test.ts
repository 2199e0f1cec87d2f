import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SUPERSEDED } from '../../../../../../scripts/generate/migrations.js';
import { repository } from '../../../../../tests/support/source-files.ts';
import { migrationsFor } from '../migrations.ts';
import { fileOf, postgresSchema, toPostgres } from './postgres-schema.ts';
import { statementsFor } from '../sql.ts';

const schema = postgresSchema();

const files = readdirSync(join(repository, 'supabase/migrations')).sort();
const isOfOld = (file: string) => file.endsWith('_functions.sql') && file !== files.at(-1);

it('has the migrations and functions of today in the repository (npm run generate writes them)', () => {
  for (const { version, sql } of schema) {
    expect(readFileSync(join(repository, 'supabase', fileOf(version)), 'utf8')).toBe(sql);
  }
});

it('names a file for each version, in the order of application, which ends with the functions', () => {
  const named = files.filter((file) => !isOfOld(file)).map((file) => `migrations/${file}`);
  expect(schema.map(({ version }) => fileOf(version))).toEqual(named);
  for (const file of files.filter(isOfOld)) {
    expect(readFileSync(join(repository, 'supabase/migrations', file), 'utf8')).toBe(SUPERSEDED);
  }
});

it('gives text order and rights to the tables of a portable migration', () => {
  const migrations = migrationsFor('postgres');
  const sql = '-- Portable, as on SQLite.\nCREATE TABLE IF NOT EXISTS events (name TEXT PRIMARY KEY);\n';
  const text = toPostgres({ version: '010_events', sql }, migrations);
  expect(text).toContain('CREATE TABLE IF NOT EXISTS events');
  expect(text).toContain('ENABLE ROW LEVEL SECURITY');
  expect(text).toContain('COLLATE "C"');
  expect(text).not.toMatch(/sqlite/i);
  expect(toPostgres({ version: '010_postgres', sql }, migrations)).not.toContain('ROW LEVEL SECURITY');
});

it('makes every statement a function that only the service role may run', () => {
  const { sql } = schema.at(-1)!;
  const made = [...sql.matchAll(/^CREATE FUNCTION public\.(\w+)\(/gm)].map(([, name]) => name);
  const closed = [...sql.matchAll(/^REVOKE ALL ON FUNCTION public\.(\w+)\(.*FROM PUBLIC, anon, authenticated;$/gm)];
  expect(made).toEqual(statementsFor('postgres').map(({ name }) => name));
  expect(closed.map(([, name]) => name)).toEqual(made);
});

it('changes no rows without saying which: hosted projects load safeupdate, which refuses that in calls over PostgREST', () => {
  const changes = schema.flatMap(({ sql }) => [
    ...sql.matchAll(/(?<!\b(?:DO|AFTER) )\b(?:DELETE FROM|UPDATE) \w[^;]*/g)
  ]);
  expect(changes.length).toBeGreaterThan(50);
  expect(changes.map(([text]) => ofOneStatement(text)).filter((text) => !/\bWHERE\b/.test(text))).toEqual([]);
});

/** Up to the parenthesis that encloses it; those that it opens itself are left out. */
function ofOneStatement(text: string): string {
  let depth = 0;
  let own = '';
  for (const sign of text) {
    if (sign === ')' && --depth < 0) return own;
    if (depth === 0) own += sign;
    if (sign === '(') depth++;
  }
  return own;
}
