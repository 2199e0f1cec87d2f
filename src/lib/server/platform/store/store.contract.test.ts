/** Every statement on every engine: the same story, the same answers. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, startMemory, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { keyed, leaseOf, noPayments, payment, plant, TRACKED, txidOf } from '../../../../tests/support/factories.ts';
import { everythingIn } from '../../../../tests/store-story/everything.ts';
import { manyPayments } from '../../../../tests/store-story/payments.ts';
import { tellStory, type Call } from '../../../../tests/store-story/story.ts';
import { tellWrites } from '../../../../tests/store-story/writes.ts';
import { StaleFenceError, StoreError } from '../errors.ts';
import { keySet } from './rows.ts';
import { statementsFor } from './sql.ts';
import type { Statements } from './store.ts';

const STARTING_MS = 120_000;
const names = (engine: 'sqlite' | 'postgres') => statementsFor(engine).map(({ name }) => name);
const fenced = new Set(
  statementsFor('sqlite')
    .filter(({ isFenced }) => isFenced)
    .map(({ name }) => name)
);
let reference: Call[];

beforeAll(async () => {
  const engine = await startMemory();
  reference = await tellStory(await engine.fresh());
  await engine.close();
});

it('has the same statements on both engines', () => {
  expect(names('postgres')).toEqual(names('sqlite'));
});

it.each(names('sqlite'))('tells a story that calls %s', (name) => {
  expect(reference.some((call) => call.name === name)).toBe(true);
});

it('answers whole, exactly and in byte order where it matters', () => {
  const answers = (name: string) =>
    reference.filter((call) => call.name === name).map(({ answer }) => answer as unknown[]);
  expect(answers('facts_in_range')[0]!.length).toBeGreaterThan(1_000);
  expect(answers('get_transactions_paginated')[0]).toHaveLength(1_300);
  const total = manyPayments().reduce((sum, { amount_sat }) => sum + BigInt(amount_sat), 0n);
  const analytics = answers('get_app_analytics')[0] as { revenue_sat: string }[];
  expect(total > 2n ** 53n && BigInt(analytics[0]!.revenue_sat) > 2n ** 53n).toBe(true);
  const apps = (answers('rollup_apps')[0] as { app_name: string }[]).map(({ app_name }) => app_name);
  expect(apps).toEqual(apps.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
});

describeEngines((start) => {
  let engine: EngineUnderTest;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  afterAll(() => engine.close());

  it('answers every statement as SQLite in memory does', async () => {
    const calls = await tellStory(await engine.fresh());
    for (const [at, call] of calls.entries()) expect({ at, ...call }).toEqual({ at, ...reference[at] });
    expect(calls).toHaveLength(reference.length);
  });

  it('refuses every fenced write of a stale or unknown lease and writes nothing of it', async () => {
    const store = await engine.fresh();
    const stale = await leaseOf(store);
    const writes = reference.filter(({ name }) => fenced.has(name));
    expect(new Set(writes.map(({ name }) => name))).toEqual(fenced);
    await leaseOf(store);
    const refuseAll = async () => {
      const before = await everythingIn(store);
      for (const { name, args } of writes) {
        const own = args as Statements['store_status']['args'];
        await expect(store.query(name, { ...own, ...stale })).rejects.toThrow(StaleFenceError);
        await expect(store.query(name, { ...own, lease: 'unknown' })).rejects.toThrow(StaleFenceError);
      }
      expect(await everythingIn(store)).toEqual(before);
    };
    await refuseAll();
    await tellWrites(store, (name, args) => store.query(name, args));
    await refuseAll();
  });

  it('stores all of a write or none of it, cursors included', async () => {
    const store = await engine.fresh();
    const lease = await leaseOf(store);
    await plant(store, { payments: [payment({ txid: txidOf(1) })] });
    const before = await everythingIn(store);
    const [good, bad] = keyed([payment({ txid: txidOf(2) }), payment({ txid: txidOf(3), amount_sat: '0' })]);
    const fact = { txid: txidOf(2), height: 1, block_hash: 'b', block_time: 1, payload: '{}' };
    const current = await leaseOf(store);
    const write = {
      ...noPayments,
      ...current,
      facts: [fact],
      payments: [good!, bad!],
      removed_payments: { [txidOf(1)]: 1 as const },
      affected: keySet([1, 2, 3].map(txidOf)),
      cursors: { [TRACKED]: { height: 3_000_000 } },
      parked: [{ txid: txidOf(4), height: 1, reason: 'x' }],
      status: { x: { value: 'y' } }
    };
    const refusal = await store.query('store_payments', write).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreError);
    expect(refusal).toMatchObject({ code: 'store', retryable: false });
    expect(await everythingIn(store)).toEqual(before);
    expect(lease.fence).toBeLessThan(current.fence);
  });

  it('gives a lease to one holder at a time, with a higher fence each time', async () => {
    const store = await engine.fresh();
    const take = (holder: string, now: number) =>
      store.query('acquire_lease', { name: 'revenue', holder, now, expires_at: now + 10 });
    expect(await take('a', 0)).toEqual([{ fence: 1 }]);
    expect(await take('b', 9)).toEqual([]);
    expect(await store.query('renew_lease', { name: 'revenue', fence: 1, expires_at: 20 })).toEqual([{ fence: 1 }]);
    expect(await take('b', 10)).toEqual([]);
    expect(await take('a', 11)).toEqual([{ fence: 2 }]);
    expect(await take('b', 21)).toEqual([{ fence: 3 }]);
    expect(await store.query('renew_lease', { name: 'revenue', fence: 2, expires_at: 99 })).toEqual([]);
    await store.query('release_lease', { name: 'revenue', fence: 2 });
    expect(await take('a', 22)).toEqual([]);
    await store.query('release_lease', { name: 'revenue', fence: 3 });
    expect(await take('a', 22)).toEqual([{ fence: 4 }]);
  });

  it('refuses an argument that a statement does not take', async () => {
    const store = await engine.fresh();
    const close = { start: '2026-01-01', end: '2026-01-31' };
    expect(await store.query('closes_in_range', close)).toEqual([]);
    const more: typeof close = Object.assign({ order: 'asc' }, close);
    await expect(store.query('closes_in_range', more)).rejects.toMatchObject({ code: 'store', retryable: false });
  });

  it('runs one job of a name at a time', async () => {
    const store = await engine.fresh();
    const start = (id: string, name: string) =>
      store.query('job_start', { id, name, requested_by: 't', arguments: '{}', holder: 'h', none_since: null, now: 1 });
    // Two that come at once may be told in either order.
    const [one, two, other] = await Promise.all([start('1', 'sync'), start('2', 'sync'), start('3', 'audit')]);
    const begun = [...one, ...two];
    expect([begun.length, other]).toEqual([1, [{ id: '3' }]]);
    expect(await start('5', 'sync')).toEqual([]);
    expect(await store.query('jobs_interrupted', { silent_since: 0, now: 2 })).toEqual([]);
    await store.query('job_finish', {
      id: begun[0]!.id,
      state: 'failed',
      error: 'x',
      result: null,
      now: 2,
      events: []
    });
    expect(await start('4', 'sync')).toEqual([{ id: '4' }]);
    const silent = await store.query('jobs_interrupted', { silent_since: 1, now: 9 });
    expect(silent.map(({ id }) => id).sort()).toEqual(['3', '4']);
  });
});
