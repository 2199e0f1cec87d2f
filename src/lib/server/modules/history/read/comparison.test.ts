import { afterEach, expect, it } from 'vitest';
import {
  plantFigures,
  plantRepos,
  plantSnapshots,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { NOON, payment, plantPrice } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

afterEach(closeReads);

const DAY = 86_400;
const compare = (reads: Awaited<ReturnType<typeof openReads>>['reads'], days: number) =>
  reads.comparison({ params: { days } });

it('compares gauges with the snapshot of that day, and percentages in points', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, sampleFigures);
  await plantPrice(store, 7_500_000n, NOON - 60);
  await plantSnapshots(store, [
    {
      date: '2026-03-11',
      node_total: 80,
      node_cumulus: 50,
      wallet_count: 0,
      cpu_total_millicores: 1_000_000,
      cpu_used_millicores: 200_000,
      storage_total_mb: 100_000_000,
      storage_used_mb: 50_000_000,
      app_count: 400,
      git_count: 100,
      price_e8: '6000000'
    },
    { date: '2026-03-12', node_total: 1 }
  ]);
  const { changes, ...rest } = await compare(reads, 7);
  expect(rest).toEqual({
    days: 7,
    snapshotDate: '2026-03-11',
    revenueDate: '2026-03-17',
    revenuePastDate: '2026-03-10',
    partialData: true,
    message: null,
    asOf: NOON - 60,
    stale: false
  });
  expect(changes).toMatchObject({
    'nodes.total': { current: 100, past: 80, difference: 20, change: 25, trend: 'up' },
    'nodes.cumulus': { current: 50, past: 50, difference: 0, change: 0, trend: 'flat' },
    'nodes.stratus': { current: 20, past: null, difference: null, change: null, trend: 'unknown' },
    'wallets.unique': { current: 42, past: 0, difference: 42, change: null, trend: 'unknown' },
    'cloud.cpu.total': { current: 1_234.57, past: 1_000, difference: 234.57, change: 23.46, trend: 'up' },
    'cloud.cpu.utilization': { current: 33.33, past: 20, difference: 13.33, change: 13.33, trend: 'up' },
    'cloud.storage.utilization': { current: 0, past: 50, difference: -50, change: -50, trend: 'down' },
    'apps.total': { current: 300, past: 400, difference: -100, change: -25, trend: 'down' },
    'apps.gitappsPercent': { current: 33.33, past: 25, difference: 8.33, change: 8.33, trend: 'up' },
    'collateral.total': { current: 1_225_000, past: null },
    'revenue.fluxPriceUsd': { current: 0.075, past: 0.06, difference: 0.015, change: 25, trend: 'up' }
  });
});

it('compares products only where the day knows them; one that was not there was 0, or not recognised yet', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, sampleFigures);
  await plantRepos(store, '2026-03-17', { 'itzg/minecraft-server:1': 20, 'valheim/x': 4 }, { palworld: 10 });
  const { changes } = await compare(reads, 1);
  expect(changes).toMatchObject({
    'gaming.palworld': { current: 40, past: 10, difference: 30, change: 300, trend: 'up' },
    'gaming.minecraft': { current: 30, past: 20, difference: 10, change: 50, trend: 'up' },
    'gaming.valheim': { current: 0, past: 4, difference: -4, change: -100, trend: 'down' }
  });
  expect(changes['crypto.presearch']).toBeUndefined();
  await plantRepos(store, '2026-03-16', { 'itzg/minecraft-server:1': 20, 'presearch/node:1': 3 });
  const before = await compare(reads, 2);
  expect(before.changes).toMatchObject({
    'gaming.palworld': { current: 40, past: null, difference: null, change: null, trend: 'unknown' },
    'crypto.presearch': { current: 20, past: 3, difference: 17 }
  });
  expect((await compare(reads, 1)).changes['crypto.presearch']).toMatchObject({ current: 20, past: 0, change: null });
  const earlier = await compare(reads, 3);
  expect(Object.keys(earlier.changes).filter((name) => /^(gaming|crypto)\./.test(name))).toEqual([
    'gaming.total',
    'crypto.total'
  ]);
});

it('compares the revenue of whole days, with or without a snapshot', async () => {
  const { reads } = await openReads({
    payments: [
      payment({ block_time: NOON - DAY, amount_sat: '300000000', usd_micros: '300000' }),
      payment({ block_time: NOON - DAY - 60, amount_sat: '1', usd_micros: null, price_source: null }),
      payment({ block_time: NOON - 3 * DAY, amount_sat: '200000000', usd_micros: '240000' }),
      payment({ block_time: NOON - 60, amount_sat: '999999999' })
    ]
  });
  const { changes, message, partialData } = await compare(reads, 2);
  expect(changes).toMatchObject({
    'revenue.current': { current: '3.00000001', past: '2.00000000', difference: '1.00000001', change: 50 },
    'revenue.usdValue': { current: '0.30', past: '0.24', difference: '0.06', change: 25, trend: 'up' },
    'revenue.paymentCount': { current: 2, past: 1, difference: 1, change: 100 }
  });
  expect(changes['nodes.total']).toEqual({
    current: null,
    past: null,
    difference: null,
    change: null,
    trend: 'unknown'
  });
  expect({ message, partialData }).toEqual({ message: 'There is no snapshot of 2026-03-16.', partialData: true });
});

it('does not take a day that was not read to its end for a whole one', async () => {
  const { reads } = await openReads({ completedAt: NOON - DAY, payments: [payment({ block_time: NOON - 2 * DAY })] });
  const { changes, stale } = await compare(reads, 1);
  expect(changes['revenue.current']).toMatchObject({ current: null, past: '1.50000000', change: null });
  expect(stale).toBe(true);
});
