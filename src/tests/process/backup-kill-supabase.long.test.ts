/** The process on Supabase, killed in a backup and in a restore: another one takes over as soon as the leases of the dead one end. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { environmentAt } from '../../../simulator/index.ts';
import type { Job } from '../../lib/contract/admin/jobs.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { contentOf, fill } from '../support/backup-harness.ts';
import { openGate, type BucketGate } from '../support/bucket-gate.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { startMigratedProject } from '../supabase/project.ts';
import { freePort, startApi, until, type ApiProcess } from './api-process.ts';

const LIMIT_MS = 400_000;
/** The minute that a silent process has, and the start of the next one. */
const TAKEN_OVER_MS = 120_000;
const TOKEN = 'the-token-of-killed-processes';

interface Listed {
  backups: { date: string; state: string }[];
}

let bucket: TestBucket;
let gate: BucketGate;
let project: LocalProject;
let store: Store;
let api: ApiProcess;
/** Where drills have their scratch database. */
const scratch = mkdtempSync(join(tmpdir(), 'kill-supabase-'));
const network = createServer((_, response) => response.writeHead(404).end());
let upstream: number;
beforeEach(async () => {
  upstream = await freePort();
  await once(network.listen(upstream, '127.0.0.1'), 'listening');
  [bucket, project] = await Promise.all([startBucket(), startMigratedProject()]);
  gate = await openGate(bucket);
  store = openSupabase(project);
  await fill(store);
}, LIMIT_MS);
afterEach(async () => {
  await api.kill();
  network.closeAllConnections();
  network.close();
  await store.close();
  await gate.close();
  await Promise.all([project.close(), bucket.close()]);
  rmSync(scratch, { recursive: true, force: true });
});

it(
  'a backup, then a restore, each repeated by the next process',
  async () => {
    const facts = (await contentOf(store)).get('chain_transactions');
    await start();
    await killAt('PUT', 5, () => begin('backup'));
    await start();
    await succeed('backup');
    const { backups } = (await (await fetch(`${api.url}/api/admin/backups`, { headers })).json()) as Listed;
    const date = backups.find(({ state }) => state === 'complete')?.date;

    // Its leases are given back.
    await api.stop();
    await project.exec('DELETE FROM chain_transactions');
    await start();
    await killAt('GET', 30, () => begin('restore', { date }));
    expect((await contentOf(store)).get('chain_transactions')).toEqual([]);
    await start();
    await succeed('restore', { date });
    expect((await contentOf(store)).get('chain_transactions')).toEqual(facts);
    await succeed('backup-drill');
    expect(readdirSync(scratch)).toEqual([]);
    await api.stop();
    expect(await project.exec('SELECT COUNT(*)::int AS slices FROM restore_slices')).toEqual([{ slices: 0 }]);
  },
  LIMIT_MS
);

async function start(): Promise<void> {
  const { endpoint, accessKeyId, secretAccessKey, bucket: name } = gate.settings;
  api = await startApi({
    ...environmentAt(`http://127.0.0.1:${upstream}`),
    SUPABASE_URL: project.url,
    SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
    ADMIN_TOKEN: TOKEN,
    TMPDIR: scratch,
    R2_ENDPOINT: endpoint,
    R2_ACCESS_KEY_ID: accessKeyId,
    R2_SECRET_ACCESS_KEY: secretAccessKey,
    R2_BUCKET_NAME: name
  });
  await until(
    () => fetch(`${api.url}/api/admin/backup-status`, { headers }),
    ({ ok }) => ok
  );
}

async function killAt(method: string, nth: number, work: () => Promise<Response>): Promise<void> {
  let count = 0;
  const killed = Promise.withResolvers<undefined>();
  gate.guard = async (each) => {
    if (each !== method || ++count !== nth) return 'pass';
    await api.kill();
    killed.resolve(undefined);
    return 'hang';
  };
  expect((await work()).status).toBe(202);
  await killed.promise;
  gate.guard = () => 'pass';
}

/** Asks until it is no longer refused as running, then follows it to its end. */
async function succeed(job: string, body?: object): Promise<void> {
  const answer = await until(
    () => begin(job, body),
    ({ status }) => status === 202,
    TAKEN_OVER_MS
  );
  const { job: begun } = (await answer.json()) as { job: Job };
  const follow = async () =>
    (await (await fetch(`${api.url}/api/admin/jobs/${begun.id}`, { headers })).json()) as { job: Job };
  const end = await until(follow, ({ job: { state } }) => state !== 'running', TAKEN_OVER_MS);
  expect(end.job).toMatchObject({ state: 'succeeded', error: null });
}

const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const begin = (job: string, body: object = {}) =>
  fetch(`${api.url}/api/admin/${job}`, { method: 'POST', headers, body: JSON.stringify(body) });
