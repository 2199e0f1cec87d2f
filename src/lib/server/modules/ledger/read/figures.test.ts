import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { NOON, payment, plant, plantPrice, type Planted } from '../../../../../tests/support/factories.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { eachDay, periodAt, type Period } from '../../../../domain/time/periods.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { createReads } from '../../../../../tests/support/reads.ts';

const DAY = 86_400;
const stores: Store[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

const periods: Period[] = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'];

it.each(periods)('sums the running and the previous %s period as a look at every payment does', async (period) => {
  const times = fc.array(fc.integer({ min: NOON - 800 * DAY, max: NOON }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(times, async (blockTimes) => {
      const payments = blockTimes.map((block_time, at) =>
        payment({
          block_time,
          block_height: 1_900_000 + at,
          amount_sat: String(at + 1),
          source: at % 3 ? 'fiat' : 'team'
        })
      );
      const { reads } = await setup({ payments });
      const answer = await reads.revenue({ params: { period } });
      const at = periodAt(NOON, period);
      const sum = (from: number, to: number, source?: string) =>
        payments
          .filter((row) => row.block_time >= from && row.block_time < to && (!source || row.source === source))
          .reduce(({ sat, count }, row) => ({ sat: sat + BigInt(row.amount_sat), count: count + 1 }), {
            sat: 0n,
            count: 0
          });
      const shown = ({ sat, count }: { sat: bigint; count: number }) => ({ revenue: formatFlux(sat), payments: count });
      expect(answer.current).toMatchObject(shown(sum(at.startTime, NOON + 1)));
      expect(answer.previous).toMatchObject(shown(sum(at.previousStartTime, at.previousEndTime)));
      expect(answer.likeForLike).toMatchObject(shown(sum(at.previousStartTime, at.likeForLikeEndTime)));
      expect(answer.sources.team).toMatchObject(shown(sum(at.startTime, NOON + 1, 'team')));
      expect(answer.sources.other).toMatchObject({ revenue: '0.00000000', payments: 0 });
    }),
    { numRuns: 12 }
  );
});

it('compares with the whole previous period and with the same part of it', async () => {
  const { reads } = await setup({
    payments: [
      payment({ block_time: NOON - 60, amount_sat: '300000000' }),
      payment({ block_time: NOON - DAY - 60, amount_sat: '200000000' }),
      payment({ block_time: NOON - DAY + 60, amount_sat: '200000000' })
    ]
  });
  const { comparison, likeForLike } = await reads.revenue({ params: { period: 'daily' } });
  expect(comparison).toEqual({ change: -25, trend: 'down', asOf: NOON, stale: false });
  expect(likeForLike).toMatchObject({ revenue: '2.00000000', payments: 1, change: 50, trend: 'up' });
});

it('counts the payments that have a price, and does not call an unpriced sum 0', async () => {
  const priced = payment({ usd_micros: '1234567' });
  const unpriced = payment({ usd_micros: null, price_source: null });
  const { reads } = await setup({ payments: [priced, unpriced] });
  expect((await reads.revenue({ params: { period: 'daily' } })).current).toMatchObject({
    usd: '1.234567',
    pricedCount: 1,
    payments: 2
  });
  const { reads: without } = await setup({ payments: [unpriced] });
  expect((await without.revenue({ params: { period: 'daily' } })).current).toMatchObject({ usd: null, pricedCount: 0 });
  const { reads: empty } = await setup({});
  expect((await empty.revenue({ params: { period: 'daily' } })).current).toMatchObject({
    usd: '0.00',
    revenue: '0.00000000'
  });
});

it('knows nothing before the first sync', async () => {
  const { reads } = await setup({ completedAt: null });
  const answer = await reads.revenue({ params: { period: 'monthly' } });
  expect(answer.current).toMatchObject({ revenue: null, payments: null, usd: null, asOf: null, stale: true });
  expect(answer.current.coverage).toEqual({ known: 0, total: 18, unit: 'days' });
  expect(answer.sources.team).toEqual({ revenue: null, payments: null, share: null });
  expect(answer.comparison).toMatchObject({ change: null, trend: 'unknown' });
  expect(await reads.summary()).toMatchObject({ totalTransactions: null, revenue: { today: null, last30Days: null } });
  const { data } = await reads.dailyRevenue({ query: { limit: 3 } });
  expect(data.map(({ revenue }) => revenue)).toEqual([null, null, null]);
  const { network, tracker } = await reads.header();
  expect(network).toMatchObject({ fluxPriceUsd: null, blockHeight: null, totalNodes: null });
  expect(tracker).toMatchObject({ transactions: null, lastSyncBlock: null });
});

it('shows 0 on days that were read, and null on days after and before the first payment', async () => {
  const payments = [payment({ block_time: NOON - 4 * DAY })];
  const { reads } = await setup({ payments, completedAt: NOON - 2 * DAY });
  const flux = await reads.dailyRevenue({ query: { limit: 6 } });
  expect(flux.data.map(({ date }) => date)).toEqual(eachDay('2026-03-13', '2026-03-18'));
  expect(flux.firstDate).toBe('2026-03-14');
  expect(flux.data.map(({ revenue }) => revenue)).toEqual([null, '1.50000000', '0.00000000', '0.00000000', null, null]);
  expect(flux).toMatchObject({ count: 6, stale: true, asOf: NOON - 2 * DAY });
  const usd = await reads.dailyRevenueUsd({ query: { start_date: '2026-03-14', end_date: '2026-03-17' } });
  expect(usd.data.map(({ revenueUsd, pricedCount, totalCount }) => [revenueUsd, pricedCount, totalCount])).toEqual([
    ['0.15', 1, 1],
    ['0.00', 0, 0],
    ['0.00', 0, 0],
    [null, null, null]
  ]);
  const range = { start_date: '2020-01-01', end_date: '2020-12-31' };
  const [old, oldUsd] = [await reads.dailyRevenue({ query: range }), await reads.dailyRevenueUsd({ query: range })];
  expect(old.data.filter(({ revenue }) => revenue !== null)).toEqual([]);
  expect(oldUsd.data.filter(({ revenueUsd, totalCount }) => revenueUsd !== null || totalCount !== null)).toEqual([]);
  const { current, previous } = await reads.revenue({ params: { period: 'monthly' } });
  expect(current).toMatchObject({ revenue: '1.50000000', coverage: { known: 16, total: 18, unit: 'days' } });
  expect(previous.coverage).toBeNull();
});

it('does not call a day known while the chain stands still', async () => {
  const { reads } = await setup({ completedAt: NOON, tipTime: NOON - 2 * DAY });
  const { data, stale } = await reads.dailyRevenue({ query: { limit: 3 } });
  expect(data.map(({ revenue }) => revenue)).toEqual(['0.00000000', null, null]);
  expect(stale).toBe(true);
});

it('gives the same days by limit and by range', async () => {
  const payments = [0, 1, 5, 40].map((days) => payment({ block_time: NOON - days * DAY }));
  const { reads } = await setup({ payments });
  const byLimit = await reads.dailyRevenue({ query: { limit: 10 } });
  const byRange = await reads.dailyRevenue({ query: { start_date: '2026-03-09', end_date: '2026-03-18' } });
  expect(byLimit).toEqual(byRange);
  expect((await reads.dailyRevenue({ query: {} })).count).toBe(365);
  expect(
    (await reads.dailyRevenue({ query: { start_date: '2026-03-01', limit: 2 } })).data.map(({ date }) => date)
  ).toEqual(['2026-03-01', '2026-03-02']);
});

it('shows apps by revenue, with their share of all revenue', async () => {
  const payments = [
    payment({ app_name: 'big', amount_sat: '600000000' }),
    payment({ app_name: 'Big2', amount_sat: '100000000', block_time: NOON - DAY, block_height: 1_990_000 }),
    payment({ app_name: 'Big2', amount_sat: '100000001', usd_micros: null, price_source: null }),
    payment({ app_name: null, amount_sat: '199999999' })
  ];
  const { reads } = await setup({ payments });
  const first = await reads.apps({ query: { page: 1, limit: 1 } });
  expect(first).toMatchObject({ total: 2, totalPages: 2, apps: [{ appName: 'big', share: 60, transactionCount: 1 }] });
  const found = await reads.apps({ query: { page: 1, limit: 10, search: 'BIG2' } });
  expect(found).toMatchObject({ total: 1 });
  expect(found.apps[0]).toMatchObject({
    totalRevenue: '2.00000001',
    avgPayment: '1.00000001',
    totalRevenueUsd: '0.15',
    pricedCount: 1,
    firstPayment: NOON - DAY
  });
  expect(await reads.apps({ query: { page: 9, limit: 10 } })).toMatchObject({ total: 2, apps: [] });
  expect((await reads.apps({ query: { page: 1, limit: 10, search: '%' } })).total).toBe(0);
});

it('shows the live price while it may value a payment, and how fresh it is', async () => {
  const { reads, store } = await setup({});
  await plantPrice(store, 7_281_000n, NOON - 300);
  expect((await reads.header()).network).toMatchObject({ fluxPriceUsd: 0.07281, asOf: NOON - 300, stale: false });
  await plantPrice(store, 7_281_000n, NOON - 7 * 3_600);
  expect((await reads.header()).network).toMatchObject({ fluxPriceUsd: null, stale: true });
});

it('sums the last days, and the total is the one of the pages', async () => {
  const payments = [0, 6, 7, 29, 30].map((days) => payment({ block_time: NOON - days * DAY }));
  const { reads } = await setup({ payments });
  expect(await reads.summary()).toMatchObject({
    totalTransactions: 5,
    revenue: { today: '1.50000000', last7Days: '3.00000000', last30Days: '6.00000000' }
  });
});

async function setup(planted: Planted) {
  const store = await openSqlite(':memory:');
  stores.push(store);
  await plant(store, planted);
  const reads = createReads({
    store,
    now: () => NOON,
    dataVersion: () => 0,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  return { reads, store };
}
