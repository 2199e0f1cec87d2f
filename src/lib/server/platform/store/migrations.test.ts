import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { keyed, payment, plant, plainSearch } from '../../../../tests/support/factories.ts';
import { everythingIn } from '../../../../tests/store-story/everything.ts';
import { migrate, startProject } from '../../../../tests/supabase/project.ts';
import { StoreError } from '../errors.ts';
import { needleOf } from '../../modules/ledger/read/search.ts';
import { migrationsFor } from './migrations.ts';
import { statementsFor } from './sql.ts';
import { openEngine } from './sqlite/sqlite-engine.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import { openSupabase } from './postgres/supabase.ts';

const STARTING_MS = 120_000;
let folder: string;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('applies each file once and keeps what is stored', async () => {
  const path = setup();
  const first = await openSqlite(path);
  await plant(first, { payments: [payment()] });
  const before = await everythingIn(first);
  await first.close();
  const second = await openSqlite(path);
  expect(await everythingIn(second)).toEqual(before);
  await second.close();
});

it('is harmless to a database that has every file already', async () => {
  const path = setup();
  const store = await openSqlite(path);
  await plant(store, { payments: [payment()] });
  const before = await everythingIn(store);
  const db = new Database(path);
  for (const { sql } of migrationsFor('sqlite')) db.exec(sql);
  db.close();
  expect(await everythingIn(store)).toEqual(before);
  await store.close();
});

it('refuses a database that a newer version has written', async () => {
  const path = setup();
  await (await openSqlite(path)).close();
  const db = new Database(path);
  db.exec(`INSERT INTO schema_migrations (version, applied_at) VALUES ('999_future', 0)`);
  db.close();
  const refusal = await openSqlite(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StoreError);
  expect(refusal).toMatchObject({ retryable: false, message: expect.stringContaining('999_future') as string });
});

it('applies a file as a whole or not at all, and carries on with it later', () => {
  const path = setup();
  const migrations = migrationsFor('sqlite');
  const last = {
    version: '900_test',
    sql: 'CREATE TABLE half (a INTEGER); INSERT INTO half VALUES (1); SELECT broken;'
  };
  const open = (sql: string) =>
    openEngine({ path, statements: [], migrations: [...migrations, { ...last, sql }], role: 'writer' });
  expect(() => open(last.sql)).toThrow('broken');
  const db = new Database(path);
  const versions = db.prepare('SELECT version FROM schema_migrations ORDER BY version').pluck();
  expect(versions.all()).toEqual(migrations.map(({ version }) => version));
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([]);
  open(last.sql.replace('SELECT broken;', '')).close();
  expect(versions.all()).toEqual([...migrations.map(({ version }) => version), last.version]);
  db.close();
});

it(
  'may be repeated on Postgres, where each statement stays one function for the service role alone',
  async () => {
    setup();
    const project = await startProject();
    await migrate(project);
    const store = openSupabase(project);
    await plant(store, { payments: [payment()] });
    const before = await everythingIn(store);
    await migrate(project);
    expect(await everythingIn(store)).toEqual(before);

    const rows = await project.exec<{ name: string; open: boolean; kept: boolean }>(
      `SELECT p.proname AS name, has_function_privilege('anon', p.oid, 'EXECUTE') AS open,
              has_function_privilege('service_role', p.oid, 'EXECUTE') AND NOT p.prosecdef AS kept
       FROM pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
       ORDER BY p.proname COLLATE "C"`
    );
    const statements = statementsFor('postgres').map(({ name }) => ({ name, open: false, kept: true }));
    // Triggers run them; nobody calls them.
    const triggered = [
      'count_search_names',
      'mark_subscription_apps',
      'mark_subscription_payments',
      'mark_subscription_transactions'
    ].map((name) => ({ name, open: false, kept: false }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(rows).toEqual([...statements, ...triggered].sort(byName));

    const tables = await project.exec<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables
       WHERE schemaname = 'public' AND (NOT rowsecurity OR has_table_privilege('anon', 'public.' || tablename, 'SELECT'))`
    );
    expect(tables).toEqual([]);
    const columns = await project.exec(
      `SELECT c.table_name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name
       WHERE c.table_schema = 'public' AND c.data_type = 'text' AND c.collation_name IS DISTINCT FROM 'C'`
    );
    expect(columns).toEqual([]);
    await store.close();
    await project.close();
  },
  STARTING_MS
);

it(
  'finds payments on Postgres that were stored before names had a list of their own',
  async () => {
    setup();
    const project = await startProject();
    const isEarlier = ({ version }: { version: string }) => version < '009';
    for (const { sql } of migrationsFor('postgres').filter(isEarlier)) await project.exec(sql);
    const rows = keyed([payment({ app_name: 'corner' }), payment({ app_name: 'corner' }), payment({ app_name: null })]);
    await project.exec(`INSERT INTO revenue_transactions
      SELECT * FROM json_populate_recordset(NULL::revenue_transactions, '${JSON.stringify(rows)}')`);
    await migrate(project);
    const store = openSupabase(project);
    const every = { addresses: {}, sources: { team: 1, fiat: 1, other: 1 }, cap: 10, skip: 0, limit: 10 } as const;
    for (const [text, total] of [
      ['orne', 2],
      ['t1buy', 3],
      ['1.50000000', 3]
    ] as const) {
      const found = await store.query('search_payments', { ...plainSearch, ...needleOf(text), ...every });
      expect([text, found.length, found[0]?.total]).toEqual([text, total, total]);
    }
    await store.close();
    await project.close();
  },
  STARTING_MS
);

function setup(): string {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  return join(folder, 'db.sqlite3');
}
