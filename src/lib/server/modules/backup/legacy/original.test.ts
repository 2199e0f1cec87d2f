/** A Supabase project of the original, which answers at most 1,000 rows at once, is taken over whole. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalProject } from '../../../../../../scripts/supabase/local-project.ts';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { startProject } from '../../../../../tests/supabase/project.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import { importLegacy } from './import.ts';
import { openOriginalProject } from './original.ts';

const DAYS = 1_100;
const IMAGES_PER_DAY = 3;

let project: LocalProject;
beforeAll(async () => {
  project = await startProject();
});
afterAll(() => project.close());

it('comes in with every row of every table', async () => {
  await project.exec(`
    CREATE TABLE daily_snapshots (snapshot_date date PRIMARY KEY, daily_revenue float8, node_cumulus int);
    CREATE TABLE repo_snapshots (snapshot_date date, image_name text, instance_count int);
    CREATE TABLE flux_price_history (date date PRIMARY KEY, price_usd float8);
    INSERT INTO daily_snapshots SELECT date '2023-01-01' + d, d + 0.5, 3000 FROM generate_series(0, ${DAYS - 1}) d;
    INSERT INTO repo_snapshots SELECT date '2023-01-01' + d, 'some/thing:' || i, d + i
      FROM generate_series(0, ${DAYS - 1}) d, generate_series(1, ${IMAGES_PER_DAY}) i ORDER BY random();
    INSERT INTO flux_price_history SELECT date '2023-01-01' + d, 0.5 FROM generate_series(0, ${DAYS - 1}) d;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO service_role`);
  await project.settled();
  const store = await openSqlite(':memory:');
  const run = { lease: await leaseOf(store, 'snapshots'), signal: signal(), progress: () => undefined };
  const files = await openOriginalProject(project.url, project.serviceKey, signal());
  const { rows } = await importLegacy({ store, now: () => NOON, log: pino({ level: 'silent' }) }, run, files);
  expect(rows).toEqual({ daily_snapshots: DAYS, repo_snapshots: DAYS * IMAGES_PER_DAY, flux_price_history: DAYS });
  const days = await store.query('snapshots_between', { start: '0', end: '9' });
  expect(days.map(({ revenue_sat }) => revenue_sat)).toEqual(
    Array.from({ length: DAYS }, (_, day) => `${String(day)}50000000`.replace(/^0/, ''))
  );
  const counts = await store.query('get_repo_history_merged', { repository: 'some/thing', start: '0', end: '9' });
  expect(counts.map(({ instance_count }) => instance_count)).toEqual(
    Array.from({ length: DAYS }, (_, day) => IMAGES_PER_DAY * day + 6)
  );
  await store.close();
});

function signal(): AbortSignal {
  return new AbortController().signal;
}
