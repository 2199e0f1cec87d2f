import { afterEach, expect, it } from 'vitest';
import {
  plantCensus,
  plantCycle,
  plantMessages,
  plantNodes,
  plantSpecs
} from '../../../../../tests/support/census-factories.ts';
import { NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { FORK_HEIGHT } from '../../../../domain/time/chain-clock.ts';

afterEach(closeReads);

const DAY = 86_400;
const shop = { params: { name: 'shop' } };
const on = (ip: string, app_name = 'shop') => ({ app_name, ip });

it('tells what is common of an app of an unknown kind, and null for the rest', async () => {
  const { reads, store } = await openReads();
  const unknown = { spec_version: null, components: 'null', geolocation: 'null', instances: null, expire: null };
  await plantSpecs(store, [{ name: 'shop', height: 2_999_000, end_height: null, ...unknown }]);
  await plantCensus(store, { 'app-specs': NOON - 90 });
  const { spec } = await reads.app(shop);
  expect(spec).toMatchObject({ isLive: true, owner: '1Owner', hash: 'aa', version: null, instances: null });
  expect(spec).toMatchObject({ components: null, geolocation: null, encrypted: false, end: null });
});

it.each([true, false])('ends an app of version 9 at its time (listed: %j)', async (isListed) => {
  const { reads, store } = await openReads();
  const time = 1_790_797_174 + 3_085 * 30 + 11;
  const term = { spec_version: 9, height: 2_999_000, expire: null, end_time: time };
  if (isListed) await plantSpecs(store, [{ name: 'shop', ...term, end_height: null }]);
  await plantMessages(store, [{ app_name: 'shop', ...term }]);
  await plantCensus(store, { 'app-specs': NOON - 90 });
  const { spec } = await reads.app(shop);
  expect(spec).toMatchObject({ isLive: isListed, version: 9, end: { height: 3_000_000, estimatedTime: time } });
});

it('does not take a later version for one that ends by default', async () => {
  const { reads, store } = await openReads();
  await plantMessages(store, [{ app_name: 'shop', spec_version: 10, expire: null, components: 'null' }]);
  await plantCensus(store, { 'app-specs': NOON - 90 });
  expect((await reads.app(shop)).spec).toMatchObject({ end: null, components: null });
});

it('puts together what was ordered, what was paid and where it runs', async () => {
  const { reads, store } = await openReads({
    payments: [
      payment({ block_time: NOON - DAY, block_height: 1_990_000 }),
      payment({ usd_micros: null, price_source: null }),
      payment({ app_name: 'Shop' })
    ]
  });
  await plantSpecs(store, [{ name: 'shop', height: 2_999_000, end_height: 3_000_000, geolocation: '["acEU"]' }]);
  await plantMessages(store, [
    { app_name: 'shop', height: FORK_HEIGHT },
    { app_name: 'shop', height: 2_999_000, type: 'update' }
  ]);
  await plantCensus(store, { 'app-specs': NOON - 90 });
  await plantNodes(store, [
    { collateral: 'b:0', ip: '192.0.2.1:16127', tier: 'stratus', country: 'Finland', country_code: 'FI' },
    { collateral: 'a:0', ip: '192.0.2.1:16127', tier: 'nimbus', provider: 'Hetzner' }
  ]);
  await plantCycle(store, NOON - 1_200, { opened: [on('192.0.2.1:16127'), on('192.0.2.2:16127')] });
  await plantCycle(store, NOON - 600, { opened: [on('192.0.2.3:16127')], closed: [on('192.0.2.2:16127')] });
  const unlisted = { collateral: null, tier: null, country: null, countryCode: null, provider: null };
  expect(await reads.app(shop)).toEqual({
    name: 'shop',
    spec: {
      isLive: true,
      owner: '1Owner',
      version: 8,
      hash: 'aa',
      instances: 3,
      components: [{ name: 'web', image: 'a/web:1', cpu: 2, ramMb: 4_000, hddGb: 50 }],
      geolocation: ['acEU'],
      encrypted: false,
      // Dated blocks of the chain: the fork at 1,761,415,235, block 2,996,915 at 1,790,797,174, and 30 s a block since.
      registered: { height: 2_020_000, estimatedTime: 1_761_415_235 },
      updated: { height: 2_999_000, estimatedTime: 1_790_797_174 + 2_085 * 30 },
      end: { height: 3_000_000, estimatedTime: 1_790_797_174 + 3_085 * 30 },
      asOf: NOON - 90,
      stale: false
    },
    revenue: { total: '3.00000000', usd: '0.15', pricedCount: 1, appType: 'docker', asOf: NOON, stale: false },
    payments: {
      count: 2,
      first: NOON - DAY,
      last: NOON - 3_600,
      link: '/api/transactions/paginated?appName=shop',
      asOf: NOON,
      stale: false
    },
    running: {
      count: 2,
      instances: [
        {
          ...unlisted,
          ip: '192.0.2.1:16127',
          since: NOON - 1_200,
          collateral: 'a:0',
          tier: 'nimbus',
          provider: 'Hetzner'
        },
        { ...unlisted, ip: '192.0.2.3:16127', since: NOON - 600 }
      ],
      asOf: NOON - 600,
      stale: false
    }
  });
});

it('shows the last message of an app that the network no longer knows', async () => {
  const { reads, store } = await openReads();
  const old = { app_name: 'shop', spec_version: 2, expire: null, instances: null };
  await plantMessages(store, [
    { ...old, height: 2_000_000, owner: '1First' },
    { ...old, height: 2_010_000, owner: '1Second' }
  ]);
  const before = await reads.app(shop);
  expect(before.spec).toMatchObject({ isLive: null, owner: '1Second', instances: 3 });
  expect(before.running).toEqual({ count: null, instances: null, asOf: null, stale: true });
  await plantCensus(store, { 'app-specs': NOON - 90 });
  await plantCycle(store, NOON, {});
  const { spec, running, revenue, payments } = await reads.app(shop);
  // 22,000 blocks from 2,010,000: the 12,000 of them after 2,020,000 count four times.
  expect(spec).toMatchObject({
    isLive: false,
    registered: { height: 2_010_000 },
    updated: { height: 2_010_000 },
    end: { height: 2_068_000 }
  });
  expect(running).toMatchObject({ count: 0, instances: [], stale: false });
  expect(revenue).toMatchObject({ total: '0.00000000', usd: '0.00', appType: null });
  expect(payments).toMatchObject({ count: 0, first: null, last: null });
});

it('knows an app by any trace of it, and by its exact name only', async () => {
  const { reads, store } = await openReads({ payments: [payment({ app_name: 'paid' })] });
  await plantSpecs(store, [{ name: 'listed' }]);
  await plantMessages(store, [{ app_name: 'announced' }]);
  await plantCycle(store, NOON - 600, { opened: [on('192.0.2.1:1', 'seen')] });
  await plantCycle(store, NOON, { closed: [on('192.0.2.1:1', 'seen')] });
  for (const name of ['paid', 'listed', 'announced', 'seen']) {
    expect((await reads.app({ params: { name } })).name).toBe(name);
    expect((await reads.appHistory({ params: { name }, query: { limit: 1 } })).count).toBe(1);
  }
  for (const name of ['Paid', 'Listed', 'ANNOUNCED', 'see', '']) {
    await expect(reads.app({ params: { name } })).rejects.toMatchObject({ code: 'not_found' });
    await expect(reads.appHistory({ params: { name }, query: {} })).rejects.toMatchObject({ code: 'not_found' });
  }
  expect((await reads.app({ params: { name: 'seen' } })).spec).toBeNull();
});

it('knows nothing of payments before the first sync', async () => {
  const { reads, store } = await openReads(null);
  await plantSpecs(store, [{ name: 'shop' }]);
  const { revenue, payments } = await reads.app(shop);
  expect(revenue).toMatchObject({ total: null, usd: null, pricedCount: null, asOf: null, stale: true });
  expect(payments).toMatchObject({ count: null, first: null });
  const { data } = await reads.appHistory({ ...shop, query: { limit: 1 } });
  expect(data).toEqual([{ date: '2026-03-18', payments: null, revenue: null, instances: null }]);
});

it('shows payments per day, and the instances at the end of the days that were watched', async () => {
  const { reads, store } = await openReads({
    payments: [payment({ block_time: NOON - 2 * DAY }), payment({ block_time: NOON - 2 * DAY + 1, amount_sat: '1' })]
  });
  const [a, b, c] = ['192.0.2.1:1', '192.0.2.2:1', '192.0.2.3:1'].map((ip) => on(ip));
  // On the 14th two begin; one of them ends that evening. The 15th is not watched; on the 16th all three run, then one goes.
  await plantCycle(store, NOON - 4 * DAY, { opened: [a!, b!] });
  await plantCycle(store, NOON - 4 * DAY + 600, { closed: [b!] });
  await plantCycle(store, NOON - 2 * DAY, { opened: [b!, c!, on('192.0.2.1:1', 'other')] });
  await plantCycle(store, NOON - 2 * DAY + 600, {});
  await plantCycle(store, NOON - 600, { closed: [a!] });
  await plantCycle(store, NOON, { closed: [c!] });
  const { data, ...rest } = await reads.appHistory({ ...shop, query: { limit: 6 } });
  expect(rest).toEqual({ name: 'shop', count: 6, firstDate: '2026-03-16', asOf: NOON, stale: false });
  expect(data.map(({ date, instances }) => [date.slice(-2), instances])).toEqual([
    ['13', null],
    ['14', 1],
    ['15', null],
    ['16', 3],
    ['17', null],
    ['18', 1]
  ]);
  expect(data.map(({ payments, revenue }) => [payments, revenue])).toEqual(
    // Before the first payment of all nothing is known of payments.
    [null, null, null, 2, 0, 0]
      .map((count) => [count, count && '1.50000001'] as const)
      .map(([count, revenue]) => [count, revenue === 0 ? '0.00000000' : revenue])
  );
});
