/** How a real PostgreSQL server comes to today's schema, what is refused, and who may do what in it. */
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { ConfigError } from '../../lib/server/platform/errors.ts';
import { migratePostgres } from '../../lib/server/platform/store/postgres/postgres-migrate.ts';
import { fileOf, postgresSchema } from '../../lib/server/platform/store/postgres/postgres-schema.ts';
import { requireSchema } from '../../lib/server/platform/store/schema-gate.ts';
import { statementsFor } from '../../lib/server/platform/store/sql.ts';
import { openSupabase, type SupabaseStore } from '../../lib/server/platform/store/postgres/supabase.ts';
import { MissingMigrationError } from '../../lib/server/platform/store/postgres/supabase-errors.ts';
import { NOON, payment, plant } from '../support/factories.ts';
import { isPostgresMissing, startPostgresProject } from './project.ts';

const versions = postgresSchema().map(({ version }) => version);
const EMPTY = `DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role`;

describe.skipIf(isPostgresMissing())('PostgreSQL (skipped where it is not installed)', () => {
  let project: LocalProject & { dbUrl: string };
  let store: SupabaseStore;
  beforeAll(async () => {
    project = await startPostgresProject();
    store = openSupabase(project);
  });
  beforeEach(async () => {
    await project.exec(EMPTY);
    await project.settled();
  });
  afterAll(async () => {
    await store.close();
    await project.close();
  });

  const migrated = async (): Promise<void> => {
    await migratePostgres(project.dbUrl);
    await project.settled();
  };

  it('is migrated once by replicas that start together', async () => {
    const applied = await Promise.all([migratePostgres(project.dbUrl), migratePostgres(project.dbUrl)]);
    expect(applied.flat().sort()).toEqual(versions.toSorted());
    expect(await migratePostgres(project.dbUrl)).toEqual([]);
    await project.settled();
    expect((await store.query('schema_versions', {})).map(({ version }) => version)).toEqual(versions.toSorted());
  });

  it('lets nothing through until every file is applied, and names those that are missing', async () => {
    let now = NOON;
    const gated = requireSchema(store, () => now);
    const refusal = await gated.query('sync_cursors', {}).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MissingMigrationError);
    for (const version of versions) expect(gated.refusal()).toContain(`supabase/${fileOf(version)}`);

    await migrated();
    await expect(gated.query('sync_cursors', {})).rejects.toThrow(MissingMigrationError);
    now += 5;
    expect(await gated.query('sync_cursors', {})).toEqual([]);
    expect(gated.refusal()).toBeNull();
  });

  it('names functions of another version as missing', async () => {
    await migrated();
    await project.exec(`UPDATE schema_migrations SET version = 'functions old' WHERE version LIKE 'functions%'`);
    const gated = requireSchema(store, () => NOON);
    await expect(gated.query('sync_cursors', {})).rejects.toThrow(
      /lacks migrations: run supabase db push, or apply supabase\/migrations\/\d{14}_functions\.sql to/
    );
    expect(await migratePostgres(project.dbUrl)).toEqual([versions.at(-1)]);
  });

  it.each([
    'CREATE TABLE daily_snapshots (daily_revenue numeric)',
    'CREATE TABLE revenue_transactions (amount numeric)'
  ])('refuses a project of the original: %s', async (table) => {
    await project.exec(table);
    await project.settled();
    const refusal = await migratePostgres(project.dbUrl).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConfigError);
    expect((refusal as Error).message).toContain('npm run db:import-legacy');
    await expect(requireSchema(store, () => NOON).query('sync_cursors', {})).rejects.toThrow(
      'npm run db:import-legacy'
    );
    await expect(project.exec(postgresSchema().at(-1)!.sql)).rejects.toThrow('npm run db:import-legacy');
  });

  it('refuses a database that a newer version has written', async () => {
    await migrated();
    await project.exec(`INSERT INTO schema_migrations VALUES ('999_future', 0)`);
    await expect(migratePostgres(project.dbUrl)).rejects.toThrow('999_future');
    await expect(requireSchema(store, () => NOON).query('sync_cursors', {})).rejects.toThrow('999_future');
  });

  it('tells whoever applies files by hand which one was left out', async () => {
    for (const { version, sql } of postgresSchema().slice(0, -1)) {
      if (version !== '005_postgres') await project.exec(sql);
    }
    await expect(project.exec(postgresSchema().at(-1)!.sql)).rejects.toThrow(
      'apply migrations/*_005_postgres.sql first'
    );
  });

  it('gives anon nothing: no row of any table, no function', async () => {
    await migrated();
    await plant(store, { payments: [payment()] });
    const anon = createClient(project.url, project.anonKey, { auth: { persistSession: false } });
    const tables = await project.exec<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { data, error } = await anon.from(name).select('*').limit(1);
      expect([name, data, error?.code]).toEqual([name, null, '42501']);
    }
    for (const { name, params } of statementsFor('postgres')) {
      const args = Object.fromEntries(params.map((param) => [`p_${param.name}`, param.type === 'json' ? {} : 0]));
      const { data, error } = (await anon.rpc(name, args)) as { data: unknown; error: { code: string } | null };
      expect([name, data, error?.code]).toEqual([name, null, '42501']);
    }
  });

  it('gives authenticated nothing either', async () => {
    await migrated();
    const open = await project.exec(
      `SELECT r.role, t.tablename AS name FROM (VALUES ('anon'), ('authenticated')) r (role), pg_tables t
       WHERE t.schemaname = 'public' AND (NOT t.rowsecurity OR has_table_privilege(r.role, 'public.' || t.tablename, 'SELECT, INSERT, UPDATE, DELETE'))
       UNION ALL
       SELECT r.role, p.proname FROM (VALUES ('anon'), ('authenticated')) r (role), pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace AND has_function_privilege(r.role, p.oid, 'EXECUTE')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`
    );
    expect(open).toEqual([]);
  });
});
