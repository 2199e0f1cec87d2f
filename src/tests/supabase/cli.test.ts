/** supabase/ as a project of Supabase's own tools: pushed by the CLI's rules to a server with a hosted project's roles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planMigrations, SUPERSEDED } from '../../../scripts/generate/migrations.js';
import { servePostgres } from '../../../scripts/supabase/postgrest.ts';
import { migratePostgres } from '../../lib/server/platform/store/postgres/postgres-migrate.ts';
import { postgresSchema } from '../../lib/server/platform/store/postgres/postgres-schema.ts';
import { requireSchema } from '../../lib/server/platform/store/schema-gate.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { NOON, payment, plant } from '../support/factories.ts';
import { filesOfProject, push, splitStatements } from './cli.ts';
import { startHosted, type Hosted, type HostedProject } from './hosted.ts';
import { isPostgresMissing } from './project.ts';

const files = filesOfProject();
const names = Object.keys(files).sort();
/** All but the functions, which take long. */
const tables = Object.fromEntries(names.slice(0, -1).map((name) => [name, files[name]!]));
const schema = postgresSchema();

it('names each migration by a timestamp that no other has', () => {
  const versions = names.map((name) => /^(\d{14})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
  expect(versions).not.toContain(undefined);
  expect(new Set(versions).size).toBe(names.length);
  expect(names.at(-1)).toMatch(/_functions\.sql$/);
});

it('holds nothing of SQLite', () => {
  expect(names.filter((name) => /sqlite|fts5|virtual table|\browid\b/i.test(`${name}\n${files[name] ?? ''}`))).toEqual(
    []
  );
});

it('splits a file as the CLI does, at each end of a statement and nowhere else', () => {
  const text = `SELECT ';' ";"; -- a; comment's end\nDO $x$ BEGIN a; b; END $x$;\nCREATE TABLE t (a text, -- b; c\n b text);`;
  expect(splitStatements(text)).toEqual([
    `SELECT ';' ";"`,
    `-- a; comment's end\nDO $x$ BEGIN a; b; END $x$`,
    'CREATE TABLE t (a text, -- b; c\n b text)'
  ]);
});

describe.skipIf(isPostgresMissing())('a hosted project (skipped where PostgreSQL is not installed)', () => {
  let hosted: Hosted;
  beforeAll(async () => (hosted = await startHosted()));
  afterAll(() => hosted.close());

  it('takes the push, records it, and the product finds nothing pending', async () => {
    const project = await hosted.createProject();
    expect(await push(project.dbUrl)).toEqual(names);
    const ledger = await project.exec<{ file: string; statements: number }>(
      `SELECT version || '_' || name || '.sql' AS file, cardinality(statements) AS statements
       FROM supabase_migrations.schema_migrations ORDER BY version`
    );
    expect(ledger.map(({ file }) => file)).toEqual(names);
    expect(Math.min(...ledger.map(({ statements }) => statements))).toBeGreaterThan(0);
    expect(await migratePostgres(project.dbUrl)).toEqual([]);
    expect(await push(project.dbUrl)).toEqual([]);
    await expectServed(project);
  });

  it('is the same whichever way it was brought there, and however often', async () => {
    const [pushed, started] = [await hosted.createProject(), await hosted.createProject()];
    await push(pushed.dbUrl);
    const picture = await pictureOf(pushed);
    expect(picture.length).toBeGreaterThan(400);

    expect(await migratePostgres(started.dbUrl)).toEqual(schema.map(({ version }) => version));
    expect(await pictureOf(started)).toEqual(picture);
    expect(await push(started.dbUrl)).toEqual(names);
    expect(await pictureOf(started)).toEqual(picture);
    for (const name of names) await started.exec(files[name]!);
    expect(await pictureOf(started)).toEqual(picture);
    expect(await migratePostgres(started.dbUrl)).toEqual([]);
  });

  it('finishes by start what a push has begun', async () => {
    const project = await hosted.createProject();
    const half = Object.fromEntries(names.slice(0, 6).map((name) => [name, files[name]!]));
    await push(project.dbUrl, half);
    expect((await migratePostgres(project.dbUrl)).at(-1)).toBe(schema.at(-1)?.version);
    expect(await push(project.dbUrl)).toEqual(names.slice(6));
  });

  it('takes changed functions as one new file', async () => {
    const project = await hosted.createProject();
    await push(project.dbUrl);
    const functions = {
      version: 'functions new',
      sql: `${schema.at(-1)!.sql}COMMENT ON SCHEMA public IS 'changed';\n`
    };
    const next = planMigrations({
      schema: [...schema.slice(0, -1), functions],
      files,
      now: new Date(),
      isShipped: () => true
    });
    const [added, ...others] = Object.keys(next).filter((name) => !names.includes(name));
    expect(others).toEqual([]);
    expect(await push(project.dbUrl, next)).toEqual([added]);
    expect(await project.exec(`SELECT obj_description('public'::regnamespace) AS is`)).toEqual([{ is: 'changed' }]);

    // Where a session looks names up makes no difference.
    const late = await hosted.createProject();
    const setting = `ALTER ROLE postgres IN DATABASE ${new URL(late.dbUrl).pathname.slice(1)}`;
    await late.exec(`${setting} SET search_path = ''`);
    expect(await push(late.dbUrl, next)).toEqual(Object.keys(next).sort());
    await late.exec(`${setting} RESET search_path`);
    expect(next[names.at(-1)!]).toBe(SUPERSEDED);
    expect(await pictureOf(late)).toEqual(await pictureOf(project));
  });

  it.each([
    ['in the schema of extensions where there is one', { hasExtensions: true, made: '', home: 'extensions' }],
    ['in public where there is none', { hasExtensions: false, made: '', home: 'public' }],
    ['moved, where the role may move it', { hasExtensions: true, made: 'public', home: 'extensions' }]
  ])('has pg_trgm %s', async (_, { hasExtensions, made, home }) => {
    const project = await hosted.createProject({ hasExtensions });
    // A hosted project lets the role postgres do this with extensions; here that takes the superuser.
    const url = made === '' ? project.dbUrl : project.adminUrl;
    if (made !== '') await project.exec(`CREATE EXTENSION pg_trgm WITH SCHEMA ${made}`);
    await push(url, tables);
    expect(await homeOfTrigrams(project)).toBe(home);
    expect(await trigramIndexes(project)).toBe(2);
  });

  it('leaves pg_trgm where it is and goes on where the role may not move it', async () => {
    const project = await hosted.createProject();
    await project.exec('CREATE EXTENSION pg_trgm WITH SCHEMA public');
    await push(project.dbUrl, tables);
    expect([await homeOfTrigrams(project), await trigramIndexes(project)]).toEqual(['public', 2]);
  });

  it.each([
    'CREATE TABLE daily_snapshots (daily_revenue numeric)',
    'CREATE TABLE revenue_transactions (amount numeric)'
  ])('refuses the push before it touches a project of the original: %s', async (table) => {
    const project = await hosted.createProject();
    await project.exec(table);
    await expect(push(project.dbUrl)).rejects.toThrow('npm run db:import-legacy');
    const left = await project.exec<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`
    );
    expect(left).toHaveLength(1);
  });
});

async function expectServed({ adminUrl }: HostedProject): Promise<void> {
  const api = await servePostgres(adminUrl);
  const store = openSupabase(api);
  const gated = requireSchema(store, () => NOON);
  try {
    await plant(gated, { payments: [payment({ app_name: 'corner' })] });
    expect(await gated.query('get_daily_revenue', { limit: 9 })).toHaveLength(1);
    expect(gated.refusal()).toBeNull();
  } finally {
    await store.close();
    await api.close();
  }
}

async function homeOfTrigrams({ exec }: HostedProject): Promise<string | undefined> {
  const [row] = await exec<{ home: string }>(
    `SELECT n.nspname AS home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`
  );
  return row?.home;
}

async function trigramIndexes({ exec }: HostedProject): Promise<number | undefined> {
  const [row] = await exec<{ count: number }>(
    `SELECT COUNT(*)::int AS count FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%gin_trgm_ops%'`
  );
  return row?.count;
}

/** Everything that is in the schema public, one line each: columns, indexes, triggers, functions, rights, what was applied. */
async function pictureOf({ exec }: HostedProject): Promise<string[]> {
  const rows = await exec<{ line: string }>(`
    SELECT format('%s.%s %s %s %s %s', table_name, column_name, data_type, collation_name, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT format('%s %s', pg_get_functiondef(oid), proacl) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s %s %s', relname, relacl, relrowsecurity, relpersistence) FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    UNION ALL SELECT format('applied %s', version) FROM schema_migrations
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}
