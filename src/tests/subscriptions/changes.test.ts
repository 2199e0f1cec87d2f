import { afterEach, expect, it } from 'vitest';
import type { SubscriptionRow } from '../../lib/server/modules/subscriptions/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';
import { openTruthStore } from '../support/truth-store.ts';
import { attachIndexer, startIndexer, type Indexer } from '../sync/harness.ts';
import { allDays, allRows, expectSegments, expectSums, project } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it.each([3, 0])('follows reorganisations that drop %i transactions', async (drop) => {
  indexer = await startIndexer({ payments: 400, paymentsPerBlock: 0.6 });
  const { simulator, store } = indexer;
  await indexer.sync();
  await project(indexer);
  const dropped: string[] = [];
  for (let round = 0; round < 3; round++) {
    indexer.mine(30);
    await indexer.sync();
    await project(indexer);
    const report = simulator.reorg({ depth: 25, drop, move: 4, add: 2 });
    dropped.push(...report.dropped.map(({ txid }) => txid));
    indexer.mine(1);
    await indexer.sync();
    await project(indexer);
    await expectSegments(indexer, [report.tip - 10]);
  }
  // The network goes on telling messages whose transaction is gone: who comes later cannot know.
  if (drop > 0) return expectOrphans(store, dropped);
  await expectSums(indexer);
  const anew = attachIndexer(simulator, { store: await openTruthStore() });
  anew.pass(93 * 30);
  await anew.sync();
  await project(anew);
  expect(comparable(await allRows(anew.store))).toEqual(comparable(await allRows(store)));
  expect(await allDays(anew.store)).toEqual(await allDays(store));
  await anew.store.close();
});

it('changes nothing when everything is looked at again', async () => {
  indexer = await startIndexer({ payments: 400 });
  await indexer.sync();
  await project(indexer);
  const before = [await allRows(indexer.store), await allDays(indexer.store)];
  await indexer.store.query('mark_subscriptions', await leaseOf(indexer.store, 'subscriptions'));
  expect(await project(indexer)).toMatchObject({ rows: 0 });
  expect([await allRows(indexer.store), await allDays(indexer.store)]).toEqual(before);
});

it('marks nothing before its first run, which looks at everything, and every change after it', async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 1 });
  await indexer.sync();
  const marked = async () => {
    const kinds = ['tx', 'app'] as const;
    const of = (kind: 'tx' | 'app') => indexer.store.query('subscription_changes_next', { kind, limit: 1_000 });
    return (await Promise.all(kinds.map(of))).flat().length;
  };
  expect(await marked()).toBe(0);
  await project(indexer);
  expect(await expectSegments(indexer, [])).toBeGreaterThan(200);
  expect(await marked()).toBe(0);
  indexer.mine(6);
  await indexer.sync();
  expect(await marked()).toBeGreaterThan(0);
  await project(indexer);
  await expectSegments(indexer, []);
});

it('goes on where a killed run was', async () => {
  indexer = await startIndexer({ payments: 1_500 });
  await indexer.sync();
  for (let kills = 0; kills < 6; kills++) {
    await expect(project({ ...indexer, store: dyingAfter(indexer.store, 1) })).rejects.toThrow('killed');
  }
  await project(indexer);
  await expectSegments(indexer, [3_000_000]);
  await expectSums(indexer);
  expect(await project(indexer)).toMatchObject({ transactions: 0, apps: 0, rows: 0 });
});

it('takes a message that comes after its payment', async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 1 });
  await indexer.sync();
  await project(indexer);
  for (let round = 0; round < 4; round++) {
    indexer.mine(6);
    await indexer.sync();
    await project(indexer);
    await expectSegments(indexer, []);
  }
});

/** What a reorganisation took is shown with its reason, and is worth nothing. */
async function expectOrphans(store: Store, txids: string[]): Promise<void> {
  const rows = await store.query('subscriptions_stored', {
    apps: {},
    txids: Object.fromEntries(txids.map((txid) => [txid, 1 as const]))
  });
  const orphans = rows.filter(({ outcome }) => outcome === 'orphaned');
  expect(rows.filter(({ outcome, deposit_sat }) => outcome !== 'orphaned' && deposit_sat !== '0')).toEqual([]);
  expect(orphans.length).toBeGreaterThan(0);
  expect(new Set(orphans.map(({ deposit_sat, left_sat }) => deposit_sat + left_sat))).toEqual(new Set(['00']));
}

/** But for where a row was first seen. */
function comparable(rows: Map<string, SubscriptionRow>): object[] {
  return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ order_height: _, ...row }) => row);
}

/** A store whose process dies after some writes of the projector. */
function dyingAfter(store: Store, writes: number): Store {
  let left = writes;
  return {
    query(name, args) {
      if (name === 'store_subscriptions' && left-- === 0) return Promise.reject(new Error('killed'));
      return store.query(name, args);
    },
    close: () => store.close()
  };
}
