import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { keyed, NOON, payment, plant, TRACKED, txidOf } from '../../../../../tests/support/factories.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import type { PaymentRow } from '../../../platform/store/rows.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { createReads } from '../../../../../tests/support/reads.ts';

type Made = Omit<PaymentRow, 'sort_key'>;
const stores: Store[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const apps = [null, 'shop', 'Minecraft42', 'my_app%1', "o'hara", 'web1749375585179', 'web1749375585888'];
const payers = ['t1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY', 't1BuyerAbc', 'Unknown', 't3_%Odd'];
const arbitraryPayment = fc.record({
  block_height: fc.integer({ min: 1_999_000, max: 2_003_000 }),
  block_time: fc.integer({ min: NOON - 40 * 86_400, max: NOON }),
  amount_sat: fc.integer({ min: 1, max: 2_000_000_000 }).map(String),
  app_name: fc.constantFrom(...apps),
  from_address: fc.constantFrom(...payers),
  source: fc.constantFrom('team', 'fiat', 'other')
});
const ledger = fc
  .array(arbitraryPayment, { minLength: 0, maxLength: 60 })
  .map((rows) => rows.map((row, at) => payment({ ...row, txid: txidOf(at) })));
const someSources = fc.option(fc.subarray(['team', 'fiat', 'other'] as const, { minLength: 1 }), { nil: undefined });

it('shows every payment once, in order, over all pages of any size and filter', async () => {
  await fc.assert(
    fc.asyncProperty(
      ledger,
      fc.integer({ min: 1, max: 25 }),
      someSources,
      fc.option(fc.constantFrom('shop', 'my_app%1', 'SHOP'), { nil: undefined }),
      async (payments, limit, source, appName) => {
        const { reads } = await setup(payments);
        const expected = newestFirst(payments).filter(
          (row) => (!source || source.includes(row.source)) && (appName === undefined || row.app_name === appName)
        );
        const seen: string[] = [];
        for (let page = 1; page <= Math.ceil(expected.length / limit) + 1; page++) {
          const answer = await reads.transactions({ query: { page, limit, source, appName } });
          expect(answer).toMatchObject({ total: expected.length, totalIsLowerBound: false });
          expect(answer.totalPages).toBe(Math.ceil(expected.length / limit));
          seen.push(...answer.transactions.map(({ txid }) => txid));
        }
        expect(seen).toEqual(expected.map(({ txid }) => txid));
      }
    ),
    { numRuns: 40 }
  );
});

it('finds what a look at every field of every payment finds', async () => {
  const needles = fc.oneof(
    fc.constantFrom(
      'MINE',
      't1b',
      'nown',
      '202',
      '2026-03',
      '-03-1',
      'my_app%',
      '_%od',
      "'ha",
      'nry',
      TRACKED,
      '0.0',
      'a"b',
      'web1749375585179',
      'b174937558',
      '4937558588',
      '55851799'
    ),
    fc
      .integer({ min: 0, max: 59 })
      .chain((at) =>
        fc
          .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 3, max: 14 }))
          .map(([from, length]) => txidOf(at).slice(from, from + length))
      ),
    fc.integer({ min: 0, max: 99_999 }).map((digits) => `.${String(digits).padStart(5, '0').slice(0, 3)}`)
  );
  await fc.assert(
    fc.asyncProperty(ledger, needles, someSources, fc.boolean(), async (payments, search, source, isOfApp) => {
      const appName = isOfApp ? 'Minecraft42' : undefined;
      const { reads } = await setup(payments);
      const expected = newestFirst(payments).filter(
        (row) =>
          (!source || source.includes(row.source)) &&
          (appName === undefined || row.app_name === appName) &&
          fieldsOf(row).some((field) => field.toLowerCase().includes(search.toLowerCase()))
      );
      const first = await reads.transactions({ query: { page: 1, limit: 20, search, source, appName } });
      const second = await reads.transactions({ query: { page: 2, limit: 20, search, source, appName } });
      expect([...first.transactions, ...second.transactions].map(({ txid }) => txid)).toEqual(
        expected.slice(0, 40).map(({ txid }) => txid)
      );
      expect([first.total, second.total]).toEqual([expected.length, expected.length]);
    }),
    { numRuns: 150 }
  );
});

it('finds a full txid in any case', async () => {
  const payments = [payment(), payment({ source: 'team' })];
  const { reads } = await setup(payments);
  const search = payments[1]!.txid.toUpperCase();
  const found = await reads.transactions({ query: { page: 1, limit: 50, search } });
  expect(found.transactions.map(({ txid }) => txid)).toEqual([payments[1]!.txid]);
  const elsewhere = await reads.transactions({ query: { page: 1, limit: 50, search, source: ['fiat'] } });
  expect(elsewhere).toMatchObject({ total: 0, transactions: [] });
});

it('counts a search to 10,000, says that there is more, and refuses pages beyond', async () => {
  const payments = Array.from({ length: 10_050 }, (_, at) =>
    payment({ txid: txidOf(at), block_height: 2_000_000 + at, app_name: 'popular', source: at < 40 ? 'team' : 'other' })
  );
  const { reads } = await setup(payments);
  const query = { page: 100, limit: 100, search: 'popul' };
  const last = await reads.transactions({ query });
  expect(last).toMatchObject({ total: 10_000, totalIsLowerBound: true, totalPages: 100 });
  expect(last.transactions.map(({ blockHeight }) => blockHeight)).toEqual(
    Array.from({ length: 100 }, (_, at) => 2_010_049 - 9_900 - at)
  );
  await expect(reads.transactions({ query: { ...query, page: 101 } })).rejects.toThrow('the export has all');
  // The same whether the search is counted now or was before.
  for (const search of ['popul', 'opula']) {
    const uneven = await reads.transactions({ query: { page: 34, limit: 300, search } });
    expect(uneven.transactions.map(({ txid }) => txid)).toEqual(last.transactions.map(({ txid }) => txid));
  }
  const ofTeam = await reads.transactions({ query: { ...query, source: ['team'], page: 1 } });
  expect(ofTeam).toMatchObject({ total: 40, totalIsLowerBound: false });
  const byDate = await reads.transactions({ query: { ...query, search: '2026-03-18' } });
  expect(byDate.transactions.map(({ txid }) => txid)).toEqual(last.transactions.map(({ txid }) => txid));
  const byAddress = await reads.transactions({ query: { ...query, search: 't3nryf' } });
  expect(byAddress.transactions.map(({ txid }) => txid)).toEqual(last.transactions.map(({ txid }) => txid));
});

it('counts again when the data have changed', async () => {
  const { reads, store, change } = await setup([payment({ block_height: 2_000_001 })]);
  const query = { page: 1, limit: 50 };
  const search = { ...query, search: 'shop' };
  expect((await reads.transactions({ query })).total).toBe(1);
  expect((await reads.transactions({ query: search })).total).toBe(1);
  await plant(store, { payments: [payment({ block_height: 2_009_000 })] });
  change();
  expect(await reads.transactions({ query })).toMatchObject({
    total: 2,
    transactions: [{ blockHeight: 2_009_000 }, {}]
  });
  expect((await reads.transactions({ query: search })).total).toBe(2);
});

it('shows all payments of a day, newest first', async () => {
  const payments = [
    payment({ block_time: NOON - 86_400, block_height: 1_999_000 }),
    payment({ block_height: 2_000_000 }),
    payment({ block_height: 2_000_002 })
  ];
  const { reads } = await setup(payments);
  const day = await reads.transactionsOfDay({ params: { date: '2026-03-18' } });
  expect(day).toMatchObject({ date: '2026-03-18', count: 2, asOf: NOON, stale: false });
  expect(day.transactions.map(({ blockHeight }) => blockHeight)).toEqual([2_000_002, 2_000_000]);
  expect(day.transactions[0]).toMatchObject({
    amount: '1.50000000',
    amountUsd: '0.15',
    appName: 'shop',
    settled: true
  });
});

it('answers from worker threads as it does in memory', async () => {
  const payments = Array.from({ length: 30 }, (_, at) => payment({ txid: txidOf(at), block_height: 2_000_000 + at }));
  const folder = await mkdtemp(join(tmpdir(), 'fluxtracker-read-'));
  folders.push(folder);
  const { reads } = await setup(payments, join(folder, 'test.sqlite3'));
  const answer = await reads.transactions({ query: { page: 2, limit: 20, search: 'shop' } });
  expect(answer).toMatchObject({ total: 30, totalPages: 2 });
  expect(answer.transactions).toHaveLength(10);
});

function newestFirst(payments: Made[]): Made[] {
  return keyed(payments).reverse();
}

function fieldsOf(row: Made): string[] {
  return [row.txid, row.address, row.from_address, row.app_name ?? '', formatFlux(BigInt(row.amount_sat)), row.date];
}

async function setup(payments: Made[], path = ':memory:') {
  const store = await openSqlite(path);
  stores.push(store);
  await plant(store, { payments });
  let version = 0;
  const reads = createReads({
    store,
    now: () => NOON,
    dataVersion: () => version,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const change = () => {
    version++;
  };
  return { reads, store, change };
}
