import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import fc from 'fast-check';
import { keyed, NOON, payment, plant, txidOf } from '../../../../../tests/support/factories.ts';
import type { Source } from '../../../../contract/ledger/revenue.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { createReads } from '../../../../../tests/support/reads.ts';

const SOURCES: Source[] = ['team', 'fiat', 'other'];
/** Over several ranges of 1,000 blocks; the newest holds more than a block of rows. */
const payments = Array.from({ length: 900 }, (_, at) =>
  payment({ txid: txidOf(at), block_height: 2_000_000 + at * 4, source: SOURCES[(at * 7) % 3]! })
);
const newestFirst = keyed(payments).reverse();

let store: Store;
beforeAll(async () => {
  store = await openSqlite(':memory:');
  await plant(store, { payments });
});
afterAll(() => store.close());

const state = { now: NOON, version: 0, asked: 0, isAway: false };
beforeEach(() => void Object.assign(state, { now: NOON, asked: 0, isAway: false }));

function start(asked = store) {
  const counting: Store = {
    ...asked,
    query(name, args) {
      const isOfRows = name === 'get_transactions_paginated' || name === 'transactions_of_sources';
      if (isOfRows) state.asked++;
      return isOfRows && state.isAway ? Promise.reject(new Error('away')) : asked.query(name, args);
    }
  };
  const clocks = { now: () => state.now, dataVersion: () => state.version };
  return createReads({ store: counting, ...clocks, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 });
}

it('cuts any page of any sources to the payments that stand there', async () => {
  const reads = start();
  const some = fc.option(fc.subarray(SOURCES, { minLength: 1 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 150 }), some, async (any, limit, source) => {
      const expected = newestFirst.filter((row) => source?.includes(row.source) ?? true);
      const page = 1 + (any % (Math.ceil(expected.length / limit) + 1));
      const answer = await reads.transactions({ query: { page, limit, source } });
      expect(answer.total).toBe(expected.length);
      expect(answer.transactions.map(({ txid }) => txid)).toEqual(
        expected.slice((page - 1) * limit, page * limit).map(({ txid }) => txid)
      );
    })
  );
});

it('reads once for pages that stand near each other, and each page at once', async () => {
  const reads = start();
  for (const page of [1, 2, 3]) await reads.transactions({ query: { page, limit: 30 } });
  expect(state.asked).toBe(1);
  // From 90 to 120: of the second hundred, but begun in the first.
  await reads.transactions({ query: { page: 4, limit: 30 } });
  expect(state.asked).toBe(1);
  await reads.transactions({ query: { page: 5, limit: 30 } });
  expect(state.asked).toBe(2);
});

it('reads a large page by itself', async () => {
  const reads = start();
  for (const page of [1, 1]) await reads.transactions({ query: { page, limit: 101 } });
  expect(state.asked).toBe(2);
});

it('reads again when data changed; the newest payments after a moment, older ones later', async () => {
  const reads = start();
  const [newest, older] = [{ page: 1, limit: 30 } as const, { page: 20, limit: 30 } as const];
  const askedFor = async (query: typeof newest | typeof older): Promise<number> => {
    const before = state.asked;
    await reads.transactions({ query });
    return state.asked - before;
  };
  expect([await askedFor(newest), await askedFor(older)]).toEqual([1, 1]);
  state.now += 2;
  expect([await askedFor(newest), await askedFor(older)]).toEqual([1, 0]);
  state.now += 8;
  expect([await askedFor(newest), await askedFor(older)]).toEqual([1, 1]);
  state.version++;
  expect([await askedFor(newest), await askedFor(older)]).toEqual([1, 1]);
});

it('reads older payments again as soon as another process has added some', async () => {
  const own = await openSqlite(':memory:');
  await plant(own, { payments });
  const reads = start(own);
  const query = { page: 20, limit: 30 };
  await reads.transactions({ query });
  const added = payment({ txid: txidOf(900), block_height: 2_001_802, source: 'other' });
  await plant(own, { payments: [added] });
  state.now += 2;
  const expected = keyed([...payments, added]).reverse();
  expect((await reads.transactions({ query })).transactions.map(({ txid }) => txid)).toEqual(
    expected.slice(19 * 30, 20 * 30).map(({ txid }) => txid)
  );
  await own.close();
});

it('keeps no failure', async () => {
  const reads = start();
  state.isAway = true;
  await expect(reads.transactions({ query: { page: 1, limit: 30 } })).rejects.toThrow('away');
  state.isAway = false;
  expect((await reads.transactions({ query: { page: 1, limit: 30 } })).transactions).toHaveLength(30);
});
