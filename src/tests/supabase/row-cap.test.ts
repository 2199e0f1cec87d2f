/** Hosted projects cut what a table answers after 1,000 rows and call that a success: so does every project of the tests. */
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { readSources } from '../support/source-files.ts';
import { isPostgresMissing, migrate, startPgliteProject, startPostgresProject } from './project.ts';

const CAP = 1_000;
const MORE = 2_345;

describe.each([
  ['PGlite', startPgliteProject, false],
  ['PostgreSQL (skipped where it is not installed)', startPostgresProject, isPostgresMissing()]
] as const)('a project on %s', (_, start, isSkipped) => {
  describe.skipIf(isSkipped)('with more rows than that', () => {
    let project: LocalProject;
    beforeAll(async () => {
      project = await start();
      await migrate(project);
      await project.exec(
        `INSERT INTO sync_status (name, value, updated_at) SELECT 'row ' || i, '1', 1 FROM generate_series(1, ${MORE}) i`
      );
    });
    afterAll(() => project.close());

    it('cuts the answer of a table', async () => {
      const client = createClient(project.url, project.serviceKey, { auth: { persistSession: false } });
      const { data, error } = await client.from('sync_status').select('name');
      expect([error, data?.length]).toEqual([null, CAP]);
    });
    it('does not cut what the store asks for', async () => {
      const store = openSupabase(project);
      expect(await store.query('sync_status', {})).toHaveLength(MORE);
      await store.close();
    });
  });
});

it('is planted wherever such servers are made', () => {
  const makers = readSources().filter(
    ({ path, text }) => !path.endsWith('.test.ts') && /\bnew App\(|PGRST_DB_URI:/.test(text)
  );
  expect(makers.map(({ path }) => path).sort()).toEqual(['scripts/supabase/lite.ts', 'scripts/supabase/postgrest.ts']);
  for (const { text } of makers) expect(text).toMatch(/max_rows: .*MAX_ROWS/i);
});
