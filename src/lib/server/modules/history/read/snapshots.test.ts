import { afterEach, expect, it } from 'vitest';
import {
  plantFigures,
  plantRepos,
  plantSnapshots,
  plantStatus,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { leaseOf, NOON, payment } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

afterEach(closeReads);

const MINUTE = 60;
const MIDNIGHT = NOON - 12 * 3_600;
const SIX_PAST = MIDNIGHT + 6 * MINUTE;
const unknown = {
  revenue: null,
  fluxPriceUsd: null,
  nodes: null,
  apps: null,
  gaming: null,
  crypto: null,
  wordpress: null,
  cpuUtilization: null,
  ramUtilization: null,
  storageUtilization: null
};

it('shows every day of the range, with nulls for days and figures that are not known', async () => {
  const { reads, store } = await openReads();
  await plantSnapshots(store, [
    { date: '2026-03-18', node_total: 7, ram_total_mb: 8_000, ram_used_mb: 1_000, price_e8: '7281000' },
    { date: '2026-03-16', revenue_sat: '150000000', app_count: 3, gaming_count: 4, cpu_total_millicores: 1 }
  ]);
  const answer = await reads.snapshots({ query: { limit: 4 } });
  expect(answer).toEqual({
    count: 4,
    data: [
      { ...unknown, date: '2026-03-15' },
      { ...unknown, date: '2026-03-16', revenue: '1.50000000', apps: 3, gaming: 4 },
      { ...unknown, date: '2026-03-17' },
      { ...unknown, date: '2026-03-18', nodes: 7, ramUtilization: 12.5, fluxPriceUsd: 0.07281 }
    ],
    firstDate: '2026-03-16',
    asOf: SIX_PAST,
    stale: false
  });
  expect((await reads.snapshots({ query: {} })).count).toBe(365);
  const byDate = await reads.snapshots({ query: { start_date: '2026-03-16', end_date: '2026-03-16' } });
  expect(byDate.data).toEqual([answer.data[1]]);
});

it('shows all figures of a day with the keys of the current ones, revenue as the ledger has it', async () => {
  const { reads, store } = await openReads({
    payments: [payment({ block_time: NOON - 86_400 }), payment({ block_time: NOON - 86_400, usd_micros: null })]
  });
  await plantSnapshots(store, [
    { date: '2026-03-17', collateral_cumulus_flux: 5, collateral_nimbus_flux: 6, collateral_stratus_flux: 7 }
  ]);
  await store.query('finalize_snapshots', { ...(await leaseOf(store)), before: '2026-03-18' });
  await plantRepos(
    store,
    '2026-03-17',
    { 'itzg/minecraft-server:1': 2, 'itzg/minecraft-server:2': 3 },
    { palworld: 5 }
  );
  const { data } = await reads.fullSnapshots({ query: { limit: 2 } });
  const [yesterday, today] = data;
  expect(yesterday).toMatchObject({
    date: '2026-03-17',
    origin: 'observed',
    revenue: { current: '3.00000000', fluxPriceUsd: null, usdValue: '0.15', paymentCount: 2, pricedCount: 1 },
    gaming: {
      total: null,
      products: [
        { slug: 'minecraft', label: 'Minecraft', count: 5 },
        { slug: 'palworld', label: 'Palworld', count: 5 }
      ]
    },
    crypto: { total: null, products: null },
    collateral: { total: 18, cumulus: 5, nimbus: 6, stratus: 7 }
  });
  expect(today).toMatchObject({
    origin: null,
    revenue: { current: null },
    gaming: { products: null },
    collateral: { total: null }
  });
  const current = await reads.metrics();
  const keys = (value: object) => Object.keys(value).filter((key) => !['asOf', 'stale', 'coverage'].includes(key));
  for (const section of ['revenue', 'cloud', 'apps', 'gaming', 'crypto', 'wordpress', 'nodes', 'collateral'] as const)
    expect(keys(yesterday![section])).toEqual(keys(current[section]));
});

it('knows the state of the snapshots: due after midnight, missed two hours later', async () => {
  const { reads, store, clock } = await openReads();
  expect(await reads.snapshotState()).toMatchObject({ healthy: null, todayExists: false, snapshots: 0 });
  await plantSnapshots(store, [{ date: '2026-03-17' }]);
  clock.now = MIDNIGHT + 120 * MINUTE - 1;
  expect(await reads.snapshotState()).toMatchObject({ healthy: true, todayExists: false, lastDate: '2026-03-17' });
  expect((await reads.snapshots({ query: { limit: 1 } })).stale).toBe(false);
  clock.now++;
  expect((await reads.snapshots({ query: { limit: 1 } })).stale).toBe(true);
  expect((await reads.snapshotState()).healthy).toBeNull();
  await plantStatus(store, 'snapshots', { lastSuccess: null, lastError: 'nothing is fresh' });
  expect(await reads.snapshotState()).toMatchObject({ healthy: false, lastError: 'nothing is fresh' });
  await plantSnapshots(store, [{ date: '2026-03-18' }]);
  expect(await reads.snapshotState()).toMatchObject({ healthy: true, todayExists: true, snapshots: 2 });
});

it('shows nodes now and from day to day', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, { nodes: sampleFigures.nodes });
  await plantSnapshots(store, [{ date: '2026-03-17', node_cumulus: 4, node_total: 9 }]);
  expect(await reads.nodesCategory({ query: { limit: 2 } })).toEqual({
    current: { cumulus: 50, nimbus: 30, stratus: 20, total: 100, asOf: NOON - 60, stale: false },
    history: [
      { date: '2026-03-17', cumulus: 4, nimbus: null, stratus: null, total: 9 },
      { date: '2026-03-18', cumulus: null, nimbus: null, stratus: null, total: null }
    ],
    firstDate: '2026-03-17'
  });
});
