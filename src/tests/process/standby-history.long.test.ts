/** The real process on two projects, the first of which dies: the empty standby gets its history at once, from the newest backup. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { environmentAt } from '../../../simulator/index.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { fill, operate } from '../support/backup-harness.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { startMigratedProject } from '../supabase/project.ts';
import { freePort, getJson, startApi, until, type ApiProcess } from './api-process.ts';

const STARTING_MS = 120_000;
const SCHEDULES = ['REVENUE_SYNC_SECONDS', 'CENSUS_SECONDS', 'SNAPSHOT_CHECK_SECONDS', 'PRICE_SYNC_SECONDS'];

let bucket: TestBucket;
let primary: LocalProject;
let standby: LocalProject;
let api: ApiProcess | null = null;
const network = createServer((_, response) => response.writeHead(404).end());
let upstream: number;
beforeEach(async () => {
  upstream = await freePort();
  await once(network.listen(upstream, '127.0.0.1'), 'listening');
  [bucket, primary, standby] = await Promise.all([startBucket(), startMigratedProject(), startMigratedProject()]);
  const store = await openSqlite(':memory:');
  await fill(store);
  await operate(store, bucket.settings).backup();
  await store.close();
}, STARTING_MS);
afterEach(async () => {
  await api?.kill();
  network.closeAllConnections();
  network.close();
  await Promise.all([standby.close(), bucket.close()]);
});

it(
  'does not wait for the next regular look',
  async () => {
    const { url } = (api = await startApi(environment()));
    await until(() => bootstrapOf(primary), isTaken);
    // What the outage cuts short would be repeated on the standby, and look there by chance.
    await until(() => getJson<Health>(`${url}/api/health`), isQuiet);
    expect(await bootstrapOf(standby)).toBe(null);
    await primary.close();
    await until(
      () => getJson<Health>(`${url}/api/health`),
      ({ db }) => db.activeInstance === 'failover'
    );
    await until(() => bootstrapOf(standby), isTaken);
    expect(await standby.exec('SELECT COUNT(*)::int AS facts FROM chain_transactions')).toEqual([{ facts: 1_500 }]);
  },
  STARTING_MS
);

async function bootstrapOf({ exec }: LocalProject): Promise<string | null> {
  const [row] = await exec<{ value: string }>(`SELECT value FROM sync_status WHERE name = 'bootstrap'`);
  return row?.value ?? null;
}

interface Health {
  db: { activeInstance: string };
  jobs: { name: string; state: string }[];
}

const isQuiet = ({ jobs }: Health) =>
  jobs.every(({ state }) => state !== 'running') &&
  jobs.some(({ name, state }) => name === 'snapshot-check' && state === 'succeeded');
const isTaken = (value: string | null) => value?.includes('"state":"taken"') === true;

/** No schedule comes again within the test. */
function environment(): Record<string, string> {
  const { endpoint, accessKeyId, secretAccessKey, bucket: name } = bucket.settings;
  return {
    ...environmentAt(`http://127.0.0.1:${upstream}`),
    SUPABASE_URL: primary.url,
    SUPABASE_SERVICE_ROLE_KEY: primary.serviceKey,
    SUPABASE_FAILOVER_URL: standby.url,
    SUPABASE_FAILOVER_KEY: standby.serviceKey,
    ADMIN_TOKEN: 'the-token-of-two-projects',
    ...Object.fromEntries(SCHEDULES.map((name) => [name, '86400'])),
    BOOTSTRAP_R2_ENDPOINT: endpoint,
    BOOTSTRAP_R2_ACCESS_KEY_ID: accessKeyId,
    BOOTSTRAP_R2_SECRET_ACCESS_KEY: secretAccessKey,
    BOOTSTRAP_R2_BUCKET_NAME: name
  };
}
