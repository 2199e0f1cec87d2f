import { afterEach, expect, it } from 'vitest';
import {
  plantFigures,
  plantSnapshots,
  plantStatus,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { NOON, payment, plantPrice } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

afterEach(closeReads);

const fresh = { asOf: NOON - 60, stale: false };
const coverage = (known: number) => ({ known, total: 100, unit: 'nodes' });

it('shows every current figure with its unit, age and coverage', async () => {
  const { reads, store } = await openReads({ payments: [payment({ usd_micros: '120000' }), payment()] });
  await plantFigures(store, sampleFigures);
  await plantPrice(store, 7_281_000n, NOON - 300);
  expect(await reads.metrics()).toEqual({
    lastUpdate: NOON,
    revenue: {
      current: '3.00000000',
      fluxPriceUsd: 0.07281,
      usdValue: '0.27',
      paymentCount: 2,
      pricedCount: 2,
      asOf: NOON - 300,
      stale: false
    },
    cloud: {
      cpu: { total: 1_234.57, used: 411.52, utilization: 33.33 },
      ram: { total: 8_000, used: 1_000.01, utilization: 12.5 },
      storage: { total: 200_000, used: 0, utilization: 0 },
      coverage: coverage(90),
      ...fresh
    },
    apps: {
      total: 300,
      watchtower: 5,
      gitapps: 100,
      dockerapps: 200,
      gitappsPercent: 33.33,
      dockerappsPercent: 66.67,
      resolvedPercent: 95,
      coverage: coverage(95),
      ...fresh
    },
    gaming: {
      total: 70,
      products: [
        { slug: 'palworld', label: 'Palworld', count: 40 },
        { slug: 'minecraft', label: 'Minecraft', count: 30 }
      ],
      coverage: coverage(95),
      ...fresh
    },
    crypto: {
      total: 20,
      products: [{ slug: 'presearch', label: 'Presearch', count: 20 }],
      coverage: coverage(95),
      ...fresh
    },
    wordpress: { count: 7, coverage: coverage(95), ...fresh },
    nodes: { cumulus: 50, nimbus: 30, stratus: 20, total: 100, ...fresh },
    wallets: { unique: 42, ...fresh },
    collateral: { cumulus: 50_000, nimbus: 375_000, stratus: 800_000, total: 1_225_000, ...fresh }
  });
});

it('shows what was never known as null and stale, and never as 0', async () => {
  const { reads } = await openReads(null);
  const metrics = await reads.metrics();
  expect(metrics.lastUpdate).toBeNull();
  for (const { asOf, stale } of [metrics.revenue, metrics.cloud, metrics.apps, metrics.gaming, metrics.nodes]) {
    expect({ asOf, stale }).toEqual({ asOf: null, stale: true });
  }
  expect(metrics.cloud.cpu).toEqual({ total: null, used: null, utilization: null });
  expect(metrics.gaming).toMatchObject({ total: null, products: null, coverage: null });
  expect(metrics.collateral).toMatchObject({ total: null, cumulus: null });
  expect(JSON.stringify(metrics)).not.toMatch(/:0[,}]/);
});

it('keeps an old figure and marks it: stale after half an hour at cycles of ten minutes', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, sampleFigures);
  await plantFigures(store, { nodes: sampleFigures.nodes }, NOON - 1_800);
  await plantFigures(store, { wallets: { unique: 41 } }, NOON - 1_801);
  const { nodes, wallets } = await reads.metrics();
  expect(nodes).toMatchObject({ total: 100, asOf: NOON - 1_800, stale: false });
  expect(wallets).toEqual({ unique: 41, asOf: NOON - 1_801, stale: true });
});

it('is as old as its oldest part, and covers what its least covered part does', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, { cpu: { ...sampleFigures.cpu, reporting: 100 } }, NOON - 10);
  await plantFigures(store, { ram: { ...sampleFigures.ram, reporting: 40, nodes: null } }, NOON - 900);
  await plantFigures(store, { nodes: sampleFigures.nodes });
  const { cloud } = await reads.metrics();
  expect(cloud).toMatchObject({ coverage: coverage(40), asOf: NOON - 900, stale: true });
  expect(cloud.storage.total).toBeNull();
});

it('says nothing of coverage where every node told its part', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, { apps: { ...sampleFigures.apps, reporting: 101 } });
  expect((await reads.metrics()).apps.coverage).toBeNull();
});

it('fails on a figure that it cannot read, instead of calling it unknown', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, { nodes: { cumulus: -1, nimbus: 1, stratus: 1 } });
  await expect(reads.metrics()).rejects.toThrow();
  await expect(reads.header()).rejects.toThrow();
});

it('shows the network in the header, as old as its oldest figure', async () => {
  const { reads, store } = await openReads();
  await plantPrice(store, 7_281_000n, NOON - 300);
  await plantFigures(store, { nodes: sampleFigures.nodes, arcane: sampleFigures.arcane }, NOON - 900);
  await plantFigures(store, { apps: sampleFigures.apps }, NOON - 2_000);
  await plantSnapshots(store, [{ date: '2026-03-18' }, { date: '2026-03-16' }]);
  await plantStatus(store, 'snapshots', { lastSuccess: NOON - 5, lastError: null });
  const { network, tracker } = await reads.header();
  expect(network).toEqual({
    fluxPriceUsd: 0.07281,
    blockHeight: 2_100_000,
    totalNodes: 100,
    totalApps: 300,
    arcaneOsCodename: 'Andromeda',
    asOf: NOON - 2_000,
    stale: true
  });
  expect(tracker).toMatchObject({ snapshots: 2, lastSnapshotDate: '2026-03-18', snapshotHealthy: true });
  const stats = await reads.stats();
  expect(stats).toMatchObject({ lastSnapshotDate: '2026-03-18', tables: { daily_snapshots: 2, network_nodes: 0 } });
});
