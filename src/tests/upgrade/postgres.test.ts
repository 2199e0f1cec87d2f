/**
 * A database that the version before Supabase's own tools has left on PostgreSQL, with the numbers of its migrations: dumped by
 * pg_dump, functions and rights included. It is carried over by each of the ways to apply migrations.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePostgres } from '../../../scripts/supabase/postgrest.ts';
import { migratePostgres } from '../../lib/server/platform/store/postgres/postgres-migrate.ts';
import { isFunctions, postgresSchema } from '../../lib/server/platform/store/postgres/postgres-schema.ts';
import { requireSchema } from '../../lib/server/platform/store/schema-gate.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { NOON } from '../support/factories.ts';
import { filesOfProject, push } from '../supabase/cli.ts';
import { startHosted, type Hosted, type HostedProject } from '../supabase/hosted.ts';
import { isPostgresMissing } from '../supabase/project.ts';
import { expectEverything } from './expect-everything.ts';

const dump = gunzipSync(readFileSync(join(import.meta.dirname, '009_postgres.sql.gz'))).toString();
/** What the dump says of itself, up to its own functions. */
const APPLIED = ['001_schema', '002_postgres', '003_census', '004_postgres', '005_postgres', '006_failover']
  .concat(['007_postgres', '008_backup', '008_postgres', '009_postgres'])
  .concat('functions f46dcf1f159c87f9');

describe.skipIf(isPostgresMissing())(
  'a stored database of 009_postgres (skipped where PostgreSQL is not installed)',
  () => {
    let hosted: Hosted;
    beforeAll(async () => (hosted = await startHosted()));
    afterAll(() => hosted.close());

    it('is known by its numbers: only what came later is applied', async () => {
      const project = await restored(hosted);
      const later = postgresSchema().map(({ version }) => version);
      expect(await migratePostgres(project.dbUrl)).toEqual(later.filter((version) => !APPLIED.includes(version)));
      await expectServed(project);
    });

    it('takes supabase db push', async () => {
      const project = await restored(hosted);
      expect(await push(project.dbUrl)).toEqual(Object.keys(filesOfProject()).sort());
      expect(await migratePostgres(project.dbUrl)).toEqual([]);
      await expectServed(project);
    });

    it('takes the files by hand', async () => {
      const project = await restored(hosted);
      for (const [, text] of Object.entries(filesOfProject()).sort()) await project.exec(text);
      expect(await migratePostgres(project.dbUrl)).toEqual([]);
      await expectServed(project);
    });
  }
);

async function restored(hosted: Hosted): Promise<HostedProject> {
  const project = await hosted.createProject();
  await project.exec('DROP SCHEMA public CASCADE');
  await project.exec(dump);
  const applied = await project.exec<{ version: string }>(
    'SELECT version FROM public.schema_migrations ORDER BY version'
  );
  expect(applied.map(({ version }) => version)).toEqual(APPLIED);
  return project;
}

/** By the whole of today's product: its gate, its functions, its reads and a write. */
async function expectServed({ adminUrl, exec }: HostedProject): Promise<void> {
  const api = await servePostgres(adminUrl);
  const store = openSupabase(api);
  try {
    await expectEverything(
      requireSchema(store, () => NOON),
      '009_postgres'
    );
  } finally {
    await store.close();
    await api.close();
  }
  const functions = await exec<{ version: string }>(`SELECT version FROM public.schema_migrations`);
  expect(functions.map(({ version }) => version).filter(isFunctions)).toEqual([postgresSchema().at(-1)?.version]);
}
