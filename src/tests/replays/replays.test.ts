/** Replays of the ledger: what is spoilt is mended, what is right stays, and no moment of dying matters. */
import { afterEach, expect, it } from 'vitest';
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { sortKey } from '../../lib/domain/payments/sort-keys.ts';
import { everythingIn } from '../store-story/everything.ts';
import { leaseOf, noPayments, txidOf } from '../support/factories.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { replayOnce, spoilPayments, spoilRollups, type Kill } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('mends payments and every sum that they are in, and tells what changed', async () => {
  const { right, spoil } = await setup();
  await spoil();
  expect(await ledger()).not.toEqual(right);
  const before = await events();
  expect(await replayOnce(indexer, { projector: 'payments' })).toBe(true);
  expect(await state()).toMatchObject({ state: 'completed', changed_rows: 3 });
  const told = (await events()).slice(before.length).map(({ type }) => type);
  // The one that was gone is settled when the chain was asked for its block, which a replay does not.
  expect(told.sort()).toEqual(['payment.changed', 'payment.reversed', 'payment.seen', 'payment.settled']);
  await indexer.sync();
  expect(await ledger()).toEqual(right);
});

it('changes nothing where nothing is wrong', async () => {
  await setup();
  const before = await everythingIn(indexer.store);
  for (const projector of ['payments', 'daily', 'events']) {
    expect(await replayOnce(indexer, { projector })).toBe(true);
    expect(await state()).toMatchObject({ projector, state: 'completed', changed_rows: 0 });
  }
  expect(await everythingIn(indexer.store)).toEqual(before);
});

it('says in a dry run which rows would change, and changes none', async () => {
  const { spoil, spoilt } = await setup();
  await spoil();
  const before = await everythingIn(indexer.store);
  await replayOnce(indexer, { projector: 'payments', dryRun: true });
  const { id } = await state();
  const changes = await indexer.store.query('replay_changes', { id, after: '', limit: 100 });
  expect(changes.map(({ key }) => key).sort()).toEqual(spoilt.toSorted());
  expect(await everythingIn(indexer.store)).toEqual(before);
});

it('keeps to the heights that it is asked for', async () => {
  const { spoil, heights } = await setup();
  await spoil();
  await replayOnce(indexer, { projector: 'payments', fromHeight: heights[1]!, toHeight: heights[1]!, dryRun: true });
  expect(await state()).toMatchObject({ changed_rows: 1 });
});

it('mends roll-ups that their payments do not bear out', async () => {
  const { right } = await setup();
  const [some] = await indexer.payments();
  const ghost: PaymentRow = {
    ...some!,
    txid: txidOf(77),
    sort_key: String(sortKey(some!.block_height, txidOf(77))),
    app_name: 'ghost',
    from_address: 't1Nobody',
    amount_sat: '77'
  };
  await spoilRollups(indexer.store, ghost);
  expect(await ledger()).not.toEqual(right);
  await replayOnce(indexer, { projector: 'daily', dryRun: true });
  const { id } = await state();
  const keys = (await indexer.store.query('replay_changes', { id, after: '', limit: 100 })).map(({ key }) => key);
  expect(keys).toEqual([
    'apps:ghost',
    `days:${some!.date}`,
    'payers:t1Nobody',
    `ranges:${Math.floor(some!.block_height / 1_000)}`
  ]);
  await replayOnce(indexer, { projector: 'daily' });
  expect(await ledger()).toEqual(right);
});

it('mends the same when it is killed at any of its writes, before or after it is stored', async () => {
  const { right, spoil } = await setup();
  await spoil();
  // As many writes as there are: the first run that is not killed has fewer.
  for (let write = 0, isOver = false; !isOver; write++) {
    for (const when of ['before', 'after'] as const) {
      isOver = await dieAndGoOn({ write, when });
      await indexer.sync();
      expect(await ledger()).toEqual(right);
      await spoil();
    }
  }
});

it('is interrupted and not completed when it was cut off, and lets no other begin', async () => {
  const { spoil } = await setup();
  await spoil();
  expect(await replayOnce(indexer, { projector: 'payments' }, { write: 2, when: 'after' })).toBe(false);
  const cut = await state();
  expect(cut).toMatchObject({ state: 'open', replayed_rows: 200 });
  await expect(replayOnce(indexer, { projector: 'daily' })).rejects.toMatchObject({
    code: 'conflict',
    runningId: cut.id
  });
  expect(await replayOnce(indexer, null)).toBe(true);
  expect(await state()).toMatchObject({ id: cut.id, state: 'completed' });
});

it('takes in what the sync writes meanwhile', async () => {
  const { spoil } = await setup();
  await spoil();
  // Everything is laid aside, nothing exchanged.
  await replayOnce(indexer, { projector: 'payments' }, { write: 7, when: 'before' });
  indexer.mine(80);
  await indexer.sync();
  await replayOnce(indexer, null);
  expect(await state()).toMatchObject({ state: 'completed' });
  await indexer.sync();
  const after = await ledger();
  const fresh = await startIndexer({ payments: 600 });
  fresh.mine(80);
  await fresh.sync();
  const truth = await fresh.payments();
  await fresh.close();
  expect(await indexer.payments()).toEqual(truth);
  await replayOnce(indexer, { projector: 'daily' });
  expect(await ledger()).toEqual(after);
});

it('tells payments that were never told, and none twice', async () => {
  await setup();
  indexer.mine(80);
  await indexer.sync();
  const told = await events();
  await replayOnce(indexer, { projector: 'events' });
  expect(await events()).toEqual(told);
});

async function dieAndGoOn(kill: Kill): Promise<boolean> {
  const isOver = await replayOnce(indexer, { projector: 'payments' }, kill);
  if (!isOver) await replayOnce(indexer, null);
  // Killed before it had begun, it was not begun.
  const [row] = await indexer.store.query('replay_by_id', { id: '' });
  if (row?.state !== 'completed' || (kill.write === 0 && kill.when === 'before')) {
    await replayOnce(indexer, { projector: 'payments' });
  }
  return isOver;
}

/** Everything of the ledger but what is told of it, which tells of the mending too. */
async function ledger(): Promise<unknown> {
  const { store } = indexer;
  const keys = async (part: 'days' | 'ranges' | 'apps' | 'payers') =>
    (await store.query('rollup_keys', { part, after: '', limit: 10_000 })).map(({ key }) => key);
  return Promise.all([
    indexer.payments(),
    store.query('rollup_days', {}),
    store.query('rollup_apps', {}),
    store.query('rollup_sources', {}),
    store.query('payments_per_range', {}),
    Promise.all((['days', 'ranges', 'apps', 'payers'] as const).map(keys))
  ]);
}

const events = () => indexer.store.query('events_after', { after: 0, limit: 10_000 });

async function state() {
  const [row] = await indexer.store.query('replay_by_id', { id: '' });
  return row!;
}

async function setup() {
  indexer = await startIndexer({ payments: 600 });
  await indexer.sync();
  const right = await ledger();
  const payments = await indexer.payments();
  const [first, second, third] = [payments[10]!, payments[300]!, payments[590]!];
  const spoilt = [first, second, third].map(({ txid }) => txid);
  return {
    right,
    spoilt,
    heights: [first, second, third].map(({ block_height }) => block_height),
    /** Of one the amount and the app, of another the block; a third is gone. */
    spoil: async () => {
      await spoilPayments(indexer.store, [
        { ...first, amount_sat: '1', app_name: 'spoilt' },
        { ...second, block_hash: 'another' }
      ]);
      const lease = await leaseOf(indexer.store);
      await indexer.store.query('store_payments', { ...noPayments, ...lease, removed_payments: { [third.txid]: 1 } });
    }
  };
}
