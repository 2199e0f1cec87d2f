import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { leaseOf, NOON } from '../../../../tests/support/factories.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import { Replay } from '../../../contract/replays/replays.ts';

afterEach(stopApis);

const begun = { from_height: null, to_height: null, batch_size: 1_000, is_dry_run: 0, total_rows: 1_000 } as const;

it('starts the job with what is asked for, under each of its paths', async () => {
  const { admin, started, stop } = await setup();
  const asked = { projector: 'payments', fromHeight: 5, toHeight: 9, batchSize: 100, dryRun: true };
  const answer = await admin('POST', '/api/admin/replays', asked);
  expect([answer.status, await answer.json()]).toMatchObject([202, { job: { name: 'replay', state: 'running' } }]);
  expect(started).toEqual([{ name: 'replay', args: asked, requestedBy: 'token' }]);
  await stop();
  for (const path of ['/api/admin/indexer/events/replay', '/internal/indexer/events/replay']) {
    const other = await setup();
    const body = { contract_id: 'daily', from_block: 7 };
    expect((await other.admin('POST', path, body)).status).toBe(202);
    const args = { projector: 'daily', fromHeight: 7, toHeight: null, batchSize: 1_000, dryRun: false };
    expect(other.started).toEqual([{ name: 'replay', args, requestedBy: 'token' }]);
  }
});

it.each([
  [{ projector: 'nothing' }, 'projector'],
  [{}, 'projector'],
  [{ projector: 'daily', batchSize: 99 }, 'batchSize'],
  [{ projector: 'daily', batchSize: 5_001 }, 'batchSize'],
  [{ projector: 'daily', fromHeight: -1 }, 'fromHeight'],
  [{ projector: 'daily', fromHeight: 9, toHeight: 8 }, 'toHeight'],
  [{ projector: 'daily', dryRun: 'yes' }, 'dryRun']
])('refuses %j and names %s', async (body, name) => {
  const { admin, started } = await setup();
  const answer = await admin('POST', '/api/admin/replays', body);
  const { errors } = Problem.parse(await answer.json());
  expect([answer.status, errors?.map((error) => error.name)]).toEqual([400, [name]]);
  expect(started).toEqual([]);
});

it('refuses a second one with the id of the first', async () => {
  const { admin, store } = await setup();
  const lease = await leaseOf(store, 'replays');
  await store.query('replay_begin', { ...lease, id: 'first', projector: 'payments', ...begun, now: NOON });
  const answer = await admin('POST', '/api/admin/replays', { projector: 'daily' });
  expect([answer.status, Problem.parse(await answer.json()).job]).toEqual([409, { id: 'first' }]);
});

it('tells how far it is by the pace of this run alone', async () => {
  const { admin, store, state } = await setup();
  const lease = await leaseOf(store, 'replays');
  const read = async (path: string) => Replay.parse(await (await admin('GET', path)).json());
  expect(await read('/api/admin/replays/current')).toMatchObject({ isReplaying: false, state: 'none', id: null });
  const job = { name: 'replay', requested_by: 'token', arguments: '{}', holder: 'test', none_since: null };
  await store.query('job_start', { ...job, id: 'first', now: NOON });
  await store.query('replay_begin', { ...lease, id: 'first', projector: 'payments', ...begun, now: NOON });
  const step = { ...lease, id: 'first', rows: {}, cursor: '9', count: 400 };
  await store.query('replay_store', step);
  state.now += 100;
  await store.query('job_finish', {
    id: 'first',
    state: 'interrupted',
    error: null,
    result: null,
    now: NOON,
    events: []
  });
  expect(await read('/api/admin/replays/first')).toMatchObject({
    isReplaying: false,
    state: 'interrupted',
    rowsPerSecond: null,
    estimatedCompletion: null
  });
  await store.query('job_start', { ...job, id: 'second', now: NOON + 100 });
  await store.query('replay_resume', { ...lease, id: 'first', job_id: 'second', now: NOON + 100 });
  await store.query('replay_store', { ...step, count: 100 });
  state.now += 10;
  for (const path of ['/api/admin/replays/current', '/internal/indexer/status', '/api/admin/indexer/status']) {
    // 100 rows in 10 s, 500 are left.
    expect(await read(path)).toMatchObject({
      id: 'first',
      isReplaying: true,
      state: 'running',
      rowsReplayed: 500,
      rowsRemaining: 500,
      totalRows: 1_000,
      rowsPerSecond: 10,
      estimatedCompletion: NOON + 110 + 50,
      startedAt: NOON
    });
  }
  expect((await admin('GET', '/api/admin/replays/second')).status).toBe(404);
});

it('lists what differs in pages', async () => {
  const { admin, store } = await setup();
  const lease = await leaseOf(store, 'replays');
  await store.query('replay_begin', { ...lease, id: 'first', projector: 'payments', ...begun, now: NOON });
  const row = { height: 7, before: '{"amount":"1"}', after: null, events: '[]' };
  await store.query('replay_store', { ...lease, id: 'first', rows: { a: row, b: row, c: row }, cursor: '9', count: 3 });
  const page = async (query: string) =>
    (await (await admin('GET', `/api/admin/replays/first/changes?${query}`)).json()) as {
      changes: { key: string }[];
      next: string | null;
    };
  const first = await page('limit=2');
  expect(first.changes[0]).toEqual({ key: 'a', height: 7, before: { amount: '1' }, after: null });
  expect([first.changes.length, first.next]).toEqual([2, 'b']);
  expect(await page('limit=2&after=b')).toMatchObject({ changes: [{ key: 'c' }], next: null });
});

it('lets nobody but the operator ask or start', async () => {
  const { origin } = await setup();
  const asked: [string, string][] = [
    ['POST', '/api/admin/replays'],
    ['GET', '/api/admin/replays/current'],
    ['POST', '/internal/indexer/events/replay'],
    ['GET', '/internal/indexer/status']
  ];
  for (const [method, path] of asked) expect((await fetch(origin + path, { method })).status).toBe(401);
});

const setup = () => startApi();

it.each(['backfill-app-types', 'backfill-app-names', 'backfill-usd'])('is what %s starts', async (name) => {
  const { admin, started } = await setup();
  expect((await admin('POST', `/api/admin/${name}`)).status).toBe(202);
  expect(started).toMatchObject([{ name: 'replay', args: { projector: 'payments', dryRun: false } }]);
});
