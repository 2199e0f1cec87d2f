import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../../../tests/source-files.ts';
import { fileOf, postgresSchema } from './postgres-schema.ts';
import { statementsFor } from './sql.ts';

const schema = postgresSchema();

it('has the functions of today in the repository (npm run generate writes them)', () => {
  const { version, sql } = schema.at(-1)!;
  expect(readFileSync(join(repository, 'supabase', fileOf(version)), 'utf8')).toBe(sql);
});

it('names a file for each version, in the order of application', () => {
  const files = readdirSync(join(repository, 'supabase/migrations')).filter((file) => !file.endsWith('_sqlite.sql'));
  expect(schema.map(({ version }) => fileOf(version))).toEqual([
    ...files.sort().map((file) => `migrations/${file}`),
    'functions.sql'
  ]);
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
