import { afterEach, expect, it } from 'vitest';
import {
  plantCensus,
  plantCycle,
  plantFigures,
  plantMessages,
  plantSpecs,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

const DAY = 86_400;
/** Of the ledger that openReads plants, and of the census. */
const TIP = 2_100_010;
const page = { page: 1, limit: 10, state: 'all', days: '7', sort: 'revenue' } as const;
afterEach(closeReads);

it('shows which apps run, end soon, and have ended', async () => {
  const { names } = await setup();
  expect(await names({})).toEqual(['shop', 'gone', 'game', 'idle']);
  expect(await names({ state: 'running' })).toEqual(['shop', 'game']);
  expect(await names({ state: 'ended' })).toEqual(['gone']);
  // A day is 2,880 blocks: idle has one block less than a day left, game two days by the clock.
  expect(await names({ state: 'expiring', days: '1' })).toEqual(['idle']);
  expect(await names({ state: 'expiring', days: '7', sort: 'end', order: 'asc' })).toEqual(['idle', 'game']);
});

it('tells of each what was paid, what runs and when it ends', async () => {
  const { reads } = await setup();
  const { apps, sum } = await reads.appList({ query: page });
  expect(apps?.[0]).toMatchObject({
    appName: 'shop',
    revenue: '5.00000000',
    payments: 2,
    share: 62.5,
    isLive: true,
    owner: '1Owner',
    instances: { running: 1, ordered: 3 }
  });
  // Its newest message: height 2,030,000 and 22,000 blocks.
  expect(apps?.[1]).toMatchObject({ appName: 'gone', isLive: false, owner: '1Gone', end: { height: 2_052_000 } });
  expect(apps?.[2]).toMatchObject({
    category: 'gaming',
    end: { estimatedTime: NOON + 2 * DAY },
    instances: { running: 2 }
  });
  expect(apps?.[3]).toMatchObject({ payments: 0, revenue: '0.00000000', lastPayment: null, instances: { running: 0 } });
  expect(sum).toEqual({ payments: 4, revenue: '8.00000000', revenueUsd: '0.60', pricedCount: 4 });
});

it('sums any period, of the apps that were paid for in it', async () => {
  const { reads, names } = await setup();
  const period = { start_date: '2026-03-10', end_date: '2026-03-16' };
  expect(await names(period)).toEqual(['shop']);
  const { apps } = await reads.appList({ query: { ...page, ...period } });
  expect(apps?.[0]).toMatchObject({ revenue: '2.00000000', payments: 1 });
  expect(await names({ ...period, state: 'running' })).toEqual(['shop', 'game']);
  await expect(names({ start_date: '2026-03-02', end_date: '2026-03-01' })).rejects.toThrow('before it starts');
});

it('finds apps by a part of the name, and by owner', async () => {
  const { names } = await setup();
  expect(await names({ search: 'HO' })).toEqual(['shop']);
  expect(await names({ owner: '1Gamer' })).toEqual(['game']);
  expect(await names({ sort: 'name' })).toEqual(['shop', 'idle', 'gone', 'game']);
  expect(await names({ sort: 'name', order: 'asc' })).toEqual(['game', 'gone', 'idle', 'shop']);
});

it('does not call unknown what nobody looked at', async () => {
  const { reads } = await openReads({ payments: [payment()] });
  const unknown = { apps: null, total: null, sum: null };
  expect(await reads.appList({ query: { ...page, state: 'running' } })).toMatchObject(unknown);
  expect(await reads.appList({ query: { ...page, state: 'expiring' } })).toMatchObject(unknown);
  const { apps } = await reads.appList({ query: page });
  expect(apps?.[0]).toMatchObject({
    appName: 'shop',
    end: null,
    owner: null,
    instances: { running: null, ordered: null }
  });
});

async function setup() {
  const { store, reads } = await openReads({
    payments: [
      payment({ app_name: 'shop', amount_sat: '300000000' }),
      payment({ app_name: 'shop', amount_sat: '200000000', block_time: NOON - 5 * DAY, block_height: 1_990_000 }),
      payment({ app_name: 'gone', amount_sat: '200000000' }),
      payment({ app_name: 'game', amount_sat: '100000000' })
    ],
    tip: TIP
  });
  await plantFigures(store, sampleFigures);
  await plantCensus(store, { 'node-list': NOON - 60, 'app-specs': NOON - 60, machines: null });
  const images = JSON.stringify([{ name: 'a', repotag: 'itzg/minecraft-server:1', cpu: 1, ramMb: 1, hddGb: 1 }]);
  await plantSpecs(store, [
    { name: 'shop', height: 2_099_000 },
    { name: 'idle', end_height: TIP + 2_879 },
    { name: 'game', owner: '1Gamer', end_height: null, end_time: NOON + 2 * DAY, components: images }
  ]);
  await plantMessages(store, [{ app_name: 'gone', owner: '1Gone', height: 2_030_000, expire: 22_000 }]);
  const places = [['shop', '192.0.2.1:1'] as const, ['game', '192.0.2.1:1'] as const, ['game', '192.0.2.2:1'] as const];
  await plantCycle(store, NOON - 60, { opened: places.map(([app_name, ip]) => ({ app_name, ip })) });
  const names = async (over: Partial<Parameters<typeof reads.appList>[0]['query']>) =>
    (await reads.appList({ query: { ...page, ...over } })).apps?.map(({ appName }) => appName);
  return { reads, names };
}
