/** Lists before their source was read for the first time: how long they are is not known, and so is nothing that they sum. */
import { afterEach, expect, it } from 'vitest';
import { plantCensus, plantFigures, plantSpecs, sampleFigures } from './support/census-factories.ts';
import { NOON, payment } from './support/factories.ts';
import { closeReads, openReads } from './support/read-setup.ts';

const first = { page: 1, limit: 10 };
const apps = { ...first, days: '7', sort: 'revenue' } as const;
const unknown = { total: null, totalPages: null };
afterEach(closeReads);

it('say null, never 0, before anything was read', async () => {
  const { reads } = await openReads(null);
  const told = await Promise.all([
    reads.appList({ query: { ...apps, state: 'all' } }),
    reads.appList({ query: { ...apps, state: 'running' } }),
    reads.appList({ query: { ...apps, state: 'ended' } }),
    reads.apps({ query: first }),
    reads.payers({ query: { ...first, sort: 'revenue' } }),
    reads.transactions({ query: first }),
    reads.transactions({ query: { ...first, search: 'shop' } }),
    reads.transactions({ query: { ...first, appName: 'shop' } }),
    reads.nodes({ query: first })
  ]);
  expect(told).toMatchObject(told.map(() => unknown));
  expect(told.flatMap((list) => ('sum' in list ? [list.sum] : []))).toEqual([null, null, null, null]);
  expect(await reads.transactionsOfDay({ params: { date: '2026-03-18' } })).toMatchObject({ count: null });
  expect(await reads.repoList()).toMatchObject({ count: null });
});

it('say 0 of what was read and holds nothing', async () => {
  const { reads } = await openReads({ payments: [] });
  const none = { total: 0, totalPages: 0 };
  expect(await reads.payers({ query: { ...first, sort: 'revenue' } })).toMatchObject({
    ...none,
    sum: { payments: 0, revenue: '0.00000000' }
  });
  expect(await reads.transactions({ query: first })).toMatchObject(none);
  expect(await reads.appList({ query: { ...apps, state: 'all' } })).toMatchObject(none);
});

it('name the apps that the network runs, and of none what it paid, before the chain was read', async () => {
  const { reads, store } = await openReads(null);
  await plantSpecs(store, [{ name: 'shop' }]);
  await plantFigures(store, sampleFigures);
  await plantCensus(store, { 'app-specs': NOON - 60 });
  const { apps: listed, total, sum } = await reads.appList({ query: { ...apps, state: 'all' } });
  expect([total, sum]).toEqual([1, null]);
  expect(listed?.[0]).toMatchObject({
    appName: 'shop',
    payments: null,
    revenue: null,
    revenueUsd: null,
    pricedCount: null,
    share: null
  });
});

it('count the payments of a day that was read, and of no day to come', async () => {
  const { reads } = await openReads({ payments: [payment({ block_time: NOON - 600 })] });
  const countOf = async (date: string) => (await reads.transactionsOfDay({ params: { date } })).count;
  expect(await Promise.all(['2026-03-18', '2026-03-17', '2026-03-19'].map(countOf))).toEqual([1, 0, null]);
});
