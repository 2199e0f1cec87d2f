/** The network at a past block, made from the first message and from a checkpoint, and both against the rows. */
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { keepCheckpoints } from '../../lib/server/modules/subscriptions/ingest/checkpoints.ts';
import { blockAt, tipOf } from '../../lib/server/modules/subscriptions/stored-segment.ts';
import type { SubscriptionRow } from '../../lib/server/modules/subscriptions/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { allRows, dropCheckpoints, project } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('tells 200 past blocks the same from the first message and from a checkpoint', async () => {
  const { heights, stateAt, store } = await setup({ payments: 3_000 });
  expect((await store.query('newest_checkpoint', {}))[0]?.height).toBeGreaterThan(3_000_000);
  const fromCheckpoint = await inTurn(heights, stateAt);
  await dropCheckpoints(store);
  expect((await store.query('newest_checkpoint', {}))[0]?.height).toBeNull();
  const fromFirst = await inTurn(heights, stateAt);
  expect(fromCheckpoint).toEqual(fromFirst);
  const rows = [...(await allRows(store)).values()];
  const tip = (await tipOf(store))!;
  for (const [index, height] of heights.entries()) {
    expect(fromFirst[index]).toEqual(truthAt(rows, await blockAt(store, height, tip)));
  }
});

it('keeps no checkpoint that a late message or a reorganisation reaches back to', async () => {
  const { heights, stateAt, store } = await setup({ payments: 600, paymentsPerBlock: 0.6 });
  for (let round = 0; round < 3; round++) {
    indexer.mine(30);
    await indexer.sync();
    await project(indexer);
    indexer.simulator.reorg({ depth: 25, drop: 3, move: 4, add: 2 });
    indexer.mine(1);
    await indexer.sync();
    await project(indexer);
  }
  await takeBackEarly(store);
  await project(indexer);
  const kept = await inTurn(heights, stateAt);
  await dropCheckpoints(store);
  expect(kept).toEqual(await inTurn(heights, stateAt));
});

it('makes again what a killed run has not made', async () => {
  const { store, heights, stateAt } = await setup({ payments: 300 });
  const before = await inTurn(heights, stateAt);
  await dropCheckpoints(store);
  let left = 5;
  const dying: Store = {
    query: (name, args) =>
      name === 'store_subscription_checkpoint' && left-- === 0
        ? Promise.reject(new Error('killed'))
        : store.query(name, args),
    close: () => store.close()
  };
  await expect(project({ ...indexer, store: dying })).rejects.toThrow('killed');
  await project(indexer);
  expect(await inTurn(heights, stateAt)).toEqual(before);
  const { signal } = new AbortController();
  const run = { lease: await leaseOf(store, 'subscriptions'), signal, progress: () => undefined };
  expect(await keepCheckpoints(store, run, () => undefined)).toBe(0);
});

/** The first segment is gone, as when its message is taken back; its app is marked to be made anew. */
async function takeBackEarly(store: Store): Promise<void> {
  const rows = [...(await allRows(store)).values()].sort((a, b) => a.start_height - b.start_height);
  const early = rows.find(({ outcome }) => outcome === 'bought')!;
  const lease = await leaseOf(store, 'subscriptions');
  const none = { links: [], gone_links: {}, rows: [], dirty_day: '', processed: [], events: [] };
  await store.query('store_subscriptions', {
    ...lease,
    ...none,
    removed: { [early.id]: 1 },
    dirty_apps: { [early.app_name!]: 1 }
  });
  expect((await store.query('newest_checkpoint', {}))[0]?.height ?? 0).toBeLessThan(early.start_height);
}

/** By the words of the contract, without SQL. */
function truthAt(rows: readonly SubscriptionRow[], at: { height: number; time: number }) {
  const live = rows.filter(
    (row) =>
      (row.outcome === 'bought' || row.outcome === 'unpaid') &&
      row.start_height <= at.height &&
      (row.stop_height === null || row.stop_height > at.height) &&
      (row.end_height === null || row.end_height >= at.height) &&
      (row.end_time === null || row.end_time >= at.time)
  );
  const ordered = live.map((row) => row.instances ?? (row.spec_version !== null && row.spec_version < 3 ? 3 : null));
  const sum = (of: (row: SubscriptionRow) => number | null) =>
    live.reduce((all, row, index) => all + (of(row) ?? 0) * (ordered[index] ?? 0), 0);
  const isReadable = (row: SubscriptionRow, index: number) => row.cpu_millicores !== null && ordered[index] !== null;
  return {
    owner: '',
    apps: live.length,
    owners: new Set(live.map(({ owner }) => owner)).size,
    encrypted: live.filter(({ is_encrypted }) => is_encrypted === 1).length,
    counted: ordered.filter((count) => count !== null).length,
    instances: ordered.reduce<number>((all, count) => all + (count ?? 0), 0),
    readable: live.filter(isReadable).length,
    cpu_millicores: String(sum((row) => row.cpu_millicores)),
    ram_mb: String(sum((row) => row.ram_mb)),
    hdd_gb: String(sum((row) => row.hdd_gb))
  };
}

async function inTurn<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

async function setup(options: { payments: number; paymentsPerBlock?: number }) {
  indexer = await startIndexer(options);
  const { store } = indexer;
  await indexer.sync();
  await project(indexer);
  const tip = (await tipOf(store))!;
  const heights = fc.sample(fc.integer({ min: 1_600_000, max: tip.height }), { numRuns: 200, seed: 19 });
  const stateAt = async (height: number) => {
    const at = await blockAt(store, height, tip);
    const [sums] = await store.query('network_lives_at', { ...at, with_owners: 0 });
    return sums;
  };
  return { store, heights, stateAt };
}
