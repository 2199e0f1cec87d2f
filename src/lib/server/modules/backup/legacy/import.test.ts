import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import {
  legacyDay as day,
  legacyFile,
  legacyImage,
  type LegacyContent
} from '../../../../../tests/support/legacy-backup.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { importLegacy } from './import.ts';

const TODAY = '2026-03-18';
let store: Store;
afterEach(() => store.close());

describe('a backup of the original', () => {
  it('becomes exact integers in our units', async () => {
    const { take, rows } = await setup();
    await take({ daily: [day] });
    expect(await rows()).toMatchObject([
      {
        date: '2026-03-10',
        origin: 'imported',
        taken_at: 1_773_101_100,
        revenue_sat: '12345678902',
        revenue_usd_micros: null,
        price_e8: '7123457',
        node_cumulus: 3_378,
        node_total: 6_724,
        cpu_total_millicores: 71_234_500,
        cpu_used_millicores: 20_111_100,
        ram_total_mb: 219_876_544,
        ram_used_mb: 61_500_000,
        storage_total_mb: 3_456_789_000,
        storage_used_mb: 990_000,
        app_count: 6_100,
        git_count: 100,
        docker_count: 6_000,
        gaming_count: 420,
        crypto_count: 900,
        wordpress_count: 33,
        wallet_count: null
      }
    ]);
  });
  it('has unknown where its zeros and other values are impossible, and says which', async () => {
    const { take, rows } = await setup();
    const odd = {
      ...day,
      daily_revenue: 0,
      flux_price_usd: 0,
      node_nimbus: 0,
      node_total: 5_142,
      total_cpu_cores: 0,
      total_ram_gb: 'NaN',
      used_ram_gb: 0,
      used_storage_gb: -1,
      gitapps_count: 0,
      dockerapps_count: 0,
      wordpress_count: 1.5
    };
    const { impossible } = await take({ daily: [odd, { ...odd, snapshot_date: '2026-03-11' }] });
    expect(await rows()).toMatchObject(
      Array.from({ length: 2 }, () => ({
        revenue_sat: null,
        price_e8: null,
        node_cumulus: 3_378,
        node_nimbus: null,
        node_total: null,
        cpu_total_millicores: null,
        cpu_used_millicores: null,
        ram_total_mb: null,
        ram_used_mb: null,
        storage_total_mb: 3_456_789_000,
        storage_used_mb: null,
        app_count: 6_100,
        git_count: null,
        docker_count: null,
        wordpress_count: null
      }))
    );
    expect(impossible.find(({ column }) => column === 'node_nimbus')).toEqual({
      column: 'node_nimbus',
      days: 2,
      first: '2026-03-10',
      value: '0'
    });
    expect(impossible.map(({ column }) => column).sort()).toEqual([
      'daily_revenue',
      'dockerapps_count',
      'flux_price_usd',
      'gitapps_count',
      'node_nimbus',
      'total_cpu_cores',
      'total_ram_gb',
      'used_cpu_cores',
      'used_ram_gb',
      'used_storage_gb',
      'wordpress_count'
    ]);
  });
  it('knows nothing of containers on a day that counted none', async () => {
    const { take, rows } = await setup();
    await take({ daily: [{ ...day, total_apps: 0, gitapps_count: 0, dockerapps_count: 0, gaming_apps_total: 0 }] });
    expect(await rows()).toMatchObject([
      { node_total: 6_724, app_count: null, watchtower_count: null, gaming_count: null, crypto_count: null }
    ]);
    expect(await games()).toEqual([]);
  });
  it('names columns that it has no use for', async () => {
    const { take } = await setup();
    const { leftOut, rows } = await take({ daily: [{ ...day, new_metric: 1 }] });
    expect(leftOut).toEqual(['crypto_presearch', 'new_metric']);
    expect(rows).toEqual({ daily_snapshots: 1, repo_snapshots: 1, flux_price_history: 0 });
  });
  it('counts a game as its daily column does, and by its images where they say more', async () => {
    const { take } = await setup();
    const image = { category: 'other', created_at: 5 };
    await take({
      daily: [
        day,
        { ...day, snapshot_date: '2026-03-11' },
        { ...day, snapshot_date: '2026-03-12', gaming_minecraft: 4 }
      ],
      repos: [
        { ...image, snapshot_date: '2026-03-12', image_name: 'itzg/minecraft-server:a', instance_count: 6 },
        { ...image, snapshot_date: '2026-03-11', image_name: 'itzg/minecraft-server:a', instance_count: 7 },
        { ...image, snapshot_date: '2026-03-11', image_name: 'itzg/minecraft-server:b', instance_count: 3 },
        { ...image, snapshot_date: '2026-03-11', image_name: 'gone', instance_count: 0 }
      ]
    });
    expect(await games()).toEqual([
      { date: '2026-03-10', slug: 'minecraft', instance_count: 200 },
      { date: '2026-03-10', slug: 'project-zomboid', instance_count: 5 },
      { date: '2026-03-11', slug: 'minecraft', instance_count: 200 },
      { date: '2026-03-11', slug: 'project-zomboid', instance_count: 5 },
      { date: '2026-03-12', slug: 'minecraft', instance_count: 6 },
      { date: '2026-03-12', slug: 'project-zomboid', instance_count: 5 }
    ]);
    expect(await store.query('get_distinct_repos', {})).toHaveLength(2);
  });
  it('takes closes of ended days', async () => {
    const { take } = await setup();
    const prices = [
      { date: '2026-03-16', price_usd: 0.07 },
      { date: '2026-03-17', price_usd: 0 },
      { date: TODAY, price_usd: 0.08 }
    ];
    await take({ prices });
    expect(await store.query('closes_in_range', { start: '0', end: '9' })).toEqual([
      { date: '2026-03-16', price_e8: '7000000', source: 'imported' }
    ]);
  });
  it('leaves the running day without revenue, and days to come out', async () => {
    const { take, rows } = await setup();
    const { impossible } = await take({
      daily: [
        { ...day, snapshot_date: TODAY },
        { ...day, snapshot_date: '2026-03-19' }
      ]
    });
    expect(await rows()).toMatchObject([{ date: TODAY, revenue_sat: null }]);
    expect(impossible).toMatchObject([{ column: 'snapshot_date', first: '2026-03-19' }]);
  });
  it('adds to what is known and replaces nothing of it', async () => {
    const { take, rows } = await setup();
    await take({ daily: [{ ...day, node_cumulus: 1, node_nimbus: 1, node_stratus: 1, node_total: 3, total_apps: 0 }] });
    await take({ daily: [day] });
    expect(await rows()).toMatchObject([{ node_cumulus: 1, node_total: 3, app_count: 6_100 }]);
  });
});

function games() {
  return store.query('get_repos_by_category', { category: 'gaming', start: '0', end: '9' });
}

async function setup() {
  store = await openSqlite(':memory:');
  const deps = { store, now: () => NOON, log: pino({ level: 'silent' }) };
  return {
    rows: () => store.query('snapshots_between', { start: '0', end: '9' }),
    take: async ({
      daily = [],
      repos = [legacyImage],
      prices
    }: {
      daily?: LegacyContent;
      repos?: LegacyContent;
      prices?: LegacyContent;
    }) => {
      const run = {
        lease: await leaseOf(store, 'snapshots'),
        signal: new AbortController().signal,
        progress: () => undefined
      };
      return importLegacy(deps, run, {
        daily: legacyFile('daily_snapshots', daily),
        repos: legacyFile('repo_snapshots', repos),
        prices: prices === undefined ? null : legacyFile('flux_price_history', prices)
      });
    }
  };
}
