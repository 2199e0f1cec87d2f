/** Which database is in use, on every engine: what one that is no longer in use refuses, and what stays refused after it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../../tests/support/engines.ts';
import { StaleFenceError } from '../../errors.ts';

const STARTING_MS = 120_000;
const elsewhere = { is_active: 0, at: 1, reason: 'test' } as const;
const here = { is_active: 1, at: 2, reason: 'test' } as const;

describeEngines((start) => {
  let engine: EngineUnderTest;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  afterAll(() => engine.close());

  it('knows of no epoch before anybody has switched', async () => {
    const { store, take } = await setup();
    expect(await store.query('newest_epoch', {})).toEqual([]);
    expect(await take('a')).toEqual([{ fence: 1 }]);
    expect(await store.query('newest_epoch', {})).toMatchObject([{ epoch: 0, is_active: 1 }]);
  });

  it('refuses leases, jobs and the writes of earlier leases once it is not the one in use', async () => {
    const { store, take, begin, startJob, write } = await setup();
    const [lease] = await take('a');
    await begin({ epoch: 1, ...elsewhere });
    await expect(write(lease!.fence)).rejects.toThrow(StaleFenceError);
    expect(await take('a')).toEqual([]);
    expect(await take('b')).toEqual([]);
    expect(await store.query('renew_lease', { name: 'revenue', fence: lease!.fence, expires_at: 99 })).toEqual([]);
    expect(await startJob('1')).toEqual([]);
    expect(await store.query('sync_status', {})).toEqual([]);
  });

  it('gives out fences above those of every earlier epoch once it is in use again', async () => {
    const { take, begin, startJob, write } = await setup();
    const [old] = await take('a');
    await begin({ epoch: 1, ...elsewhere });
    await begin({ epoch: 2, ...here });
    expect(await take('b')).toEqual([{ fence: 2_000_000_001 }]);
    await expect(write(old!.fence)).rejects.toThrow(StaleFenceError);
    await write(2_000_000_001);
    expect(await startJob('1')).toEqual([{ id: '1' }]);
  });

  it('takes each epoch once and none that is older', async () => {
    const { begin } = await setup();
    expect(await begin({ epoch: 3, ...here })).toEqual([{ epoch: 3, ...here }]);
    expect(await begin({ epoch: 3, ...elsewhere })).toEqual([{ epoch: 3, ...here }]);
    expect(await begin({ epoch: 2, ...elsewhere })).toEqual([{ epoch: 3, ...here }]);
  });

  it('leaves leases alone when an epoch begins again', async () => {
    const { begin, take, write } = await setup();
    await begin({ epoch: 1, ...here });
    const [lease] = await take('a');
    await begin({ epoch: 1, ...here });
    await write(lease!.fence);
  });

  it('starts a job once in a span of time, unless the one that started was interrupted', async () => {
    const { store, startJob } = await setup();
    const end = (id: string, state: 'failed' | 'interrupted') =>
      store.query('job_finish', { id, state, error: null, result: null, now: 20, events: [] });
    expect(await startJob('1', { none_since: 10, now: 15 })).toEqual([{ id: '1' }]);
    await end('1', 'failed');
    expect(await startJob('2', { none_since: 10, now: 19 })).toEqual([]);
    expect(await startJob('3', { none_since: 15, now: 19 })).toEqual([]);
    expect(await startJob('4', { none_since: null, now: 19 })).toEqual([{ id: '4' }]);
    await end('4', 'interrupted');
    expect(await startJob('5', { none_since: 16, now: 19 })).toEqual([{ id: '5' }]);
  });

  async function setup() {
    const store = await engine.fresh();
    return {
      store,
      take: (holder: string) => store.query('acquire_lease', { name: 'revenue', holder, now: 0, expires_at: 10 }),
      begin: (epoch: { epoch: number; is_active: 0 | 1; at: number; reason: string }) =>
        store.query('begin_epoch', epoch),
      startJob: (id: string, over: { none_since?: number | null; now?: number } = {}) =>
        store.query('job_start', { ...job, id, ...over }),
      write: (fence: number) =>
        store.query('store_status', { lease: 'revenue', fence, status: { x: { value: '1' } }, now: 1 })
    };
  }
});

const job = { name: 'sync', requested_by: 't', arguments: '{}', holder: 'h', none_since: null, now: 1 };
