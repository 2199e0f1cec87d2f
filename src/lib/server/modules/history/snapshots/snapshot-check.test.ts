import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { leaseOf, payment, plant, TRACKED } from '../../../../../tests/support/factories.ts';
import { figures, plantFigures } from '../../../../../tests/support/figures.ts';
import { categoriesVersion } from '../../../../domain/apps/categories.ts';
import { startOfDate } from '../../../../domain/time/periods.ts';
import { Conflict, UpstreamError } from '../../../platform/errors.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { backfillSnapshots } from './backfill.ts';
import { finalizeSnapshots } from './finished-days.ts';
import { recategorizeRepos } from './recategorize.ts';
import { checkSnapshots, takeRepoSnapshotNow, takeSnapshotNow } from './snapshot-check.ts';

const TODAY = '2026-03-18';
const MIDNIGHT = startOfDate(TODAY);
const AGE_LIMIT = 6 * 3_600;

let store: Store;
afterEach(() => store.close());

describe('a look at history', () => {
  it('takes no snapshot before five past midnight', async () => {
    const { look, rows } = await setup();
    await plantFigures(store, figures(1), MIDNIGHT);
    expect((await look(MIDNIGHT + 299)).snapshot).toBeNull();
    expect(await rows()).toEqual([]);
    expect((await look(MIDNIGHT + 300)).snapshot).toMatchObject({ date: TODAY, outcome: 'taken', missing: [] });
  });
  it('counts a figure as known until it is six hours old', async () => {
    const { look, rows } = await setup();
    const { nodes, cpu, ram } = figures(1);
    await plantFigures(store, { nodes }, MIDNIGHT);
    await plantFigures(store, { cpu, ram }, MIDNIGHT + 1);
    await look(MIDNIGHT + AGE_LIMIT);
    expect(await rows()).toMatchObject([
      { node_total: null, cpu_total_millicores: 10_000_001, ram_total_mb: 20_000_001 }
    ]);
  });
  it('wants two of nodes, apps, cores, RAM and storage, whatever else is known, and says what it lacks', async () => {
    const { look, rows, status } = await setup();
    const { nodes, wallets, images, apps } = figures(1);
    await plantFigures(store, { nodes, wallets, images, flux_price_usd: '7' }, MIDNIGHT);
    expect((await look(MIDNIGHT + 600)).snapshot).toEqual({
      date: TODAY,
      outcome: 'waiting',
      missing: ['apps', 'cpu', 'ram', 'storage']
    });
    expect(await status('snapshots')).toEqual({
      lastSuccess: null,
      lastError: expect.stringContaining('not fresh enough are apps, cpu, ram, storage') as string
    });
    await plantFigures(store, { apps }, MIDNIGHT + 1_200);
    await look(MIDNIGHT + 1_200);
    expect(await rows()).toMatchObject([
      { node_total: 1_601, app_count: 2_001, cpu_total_millicores: null, price_e8: '7' }
    ]);
    expect(await status('snapshots')).toEqual({ lastSuccess: MIDNIGHT + 1_200, lastError: null });
  });
  it('says whether anything changed', async () => {
    const { look } = await setup();
    await plantFigures(store, figures(1), MIDNIGHT);
    expect((await look(MIDNIGHT + 600)).isChanged).toBe(true);
    expect(await look(MIDNIGHT + 900)).toMatchObject({ isChanged: false, snapshot: { outcome: 'present' } });
  });
  it('keeps counts per image from ten images on', async () => {
    const { look } = await setup();
    const { images } = figures(1);
    const few = { ...images, images: images.images.slice(0, 9) };
    await plantFigures(store, { ...figures(1), images: few }, MIDNIGHT);
    expect((await look(MIDNIGHT + 600)).repos).toMatchObject({ outcome: 'waiting' });
    await plantFigures(store, { images: { ...images, images: images.images.slice(0, 10) } }, MIDNIGHT + 700);
    expect((await look(MIDNIGHT + 700)).repos).toMatchObject({ outcome: 'taken' });
    await plantFigures(store, { images }, MIDNIGHT + 800);
    expect((await look(MIDNIGHT + 800)).repos).toMatchObject({ outcome: 'present' });
    expect(await store.query('repos_of_day', { date: TODAY })).toHaveLength(10);
  });
  it('asks for the node counts of the past until it got them, and takes the first point after 00:05 of ended days', async () => {
    const at = (time: string, cumulus: number) => ({
      at: Date.parse(`${time}Z`) / 1_000,
      cumulus,
      nimbus: 20,
      stratus: 3
    });
    const points = [
      at('2026-03-14T13:00:00', 1),
      at('2026-03-15T23:59:00', 2),
      at('2026-03-16T00:04:59', 3),
      at('2026-03-16T00:05:00', 4),
      at('2026-03-16T00:20:00', 5),
      at('2026-03-18T00:06:00', 6)
    ];
    let answer: () => Promise<typeof points> = () => Promise.reject(new UpstreamError('stats', 'away'));
    const { look, rows, status } = await setup(() => answer());
    await look(MIDNIGHT + 600);
    expect(await rows()).toEqual([]);
    answer = () => Promise.resolve(points);
    await look(MIDNIGHT + 700);
    const told = await rows();
    expect(told.map(({ date, node_total, origin }) => ({ date, node_total, origin }))).toEqual([
      { date: '2026-03-14', node_total: 24, origin: 'backfilled' },
      { date: '2026-03-15', node_total: 25, origin: 'backfilled' },
      { date: '2026-03-16', node_total: 27, origin: 'backfilled' }
    ]);
    expect(await status('nodeHistory')).toEqual({ completedAt: MIDNIGHT + 700, days: 3 });
    answer = () => Promise.reject(new Error('asked again'));
    await look(MIDNIGHT + 800);
  });
});

describe('on demand', () => {
  it('refuses a snapshot of too little, and takes one at any time of the day', async () => {
    const { run, deps, rows } = await setup();
    await expect(takeSnapshotNow(deps(MIDNIGHT + 9), await run())).rejects.toThrow(Conflict);
    await expect(takeRepoSnapshotNow(deps(MIDNIGHT + 9), await run())).rejects.toThrow('not fresh enough are images');
    await plantFigures(store, figures(1), MIDNIGHT + 9);
    expect(await takeSnapshotNow(deps(MIDNIGHT + 9), await run())).toMatchObject({ outcome: 'taken' });
    expect(await takeRepoSnapshotNow(deps(MIDNIGHT + 9), await run())).toMatchObject({ outcome: 'taken' });
    expect(await rows()).toHaveLength(1);
  });
  it('fills the last 365 ended days that have no row', async () => {
    const { run, deps, rows } = await setup();
    await plantFigures(store, figures(1), MIDNIGHT + 400);
    await takeSnapshotNow(deps(MIDNIGHT + 400), await run());
    expect(await backfillSnapshots(deps(MIDNIGHT + 400), await run())).toBe(365);
    expect(await backfillSnapshots(deps(MIDNIGHT + 400), await run())).toBe(0);
    const all = await rows();
    expect([all[0]!.date, all.at(-2)!.date, all.length]).toEqual(['2025-03-18', '2026-03-17', 366]);
    expect(new Set(all.slice(0, -1).map(({ origin, node_total }) => `${origin} ${String(node_total)}`))).toEqual(
      new Set(['backfilled null'])
    );
  });
  it('sorts images anew and counts the days that hold them', async () => {
    const { run, deps, rows, status } = await setup();
    await plantFigures(store, figures(1), MIDNIGHT);
    await takeSnapshotNow(deps(MIDNIGHT + 400), await run());
    const kind = { category: 'other', slug: 'old', label: 'Old', repository: 'x' } as const;
    const seen = { date: TODAY, instance_count: 9, category_count: 8 };
    await store.query('store_repo_rows', {
      ...(await leaseOf(store, 'snapshots')),
      images: { 'itzg/minecraft-server:1': kind, 'presearch/node:1': kind, 'wordpress:6': kind, 'node:22': kind },
      rows: ['itzg/minecraft-server:1', 'presearch/node:1', 'wordpress:6', 'node:22'].map((image_name) => ({
        ...seen,
        image_name
      })),
      products: [{ date: TODAY, slug: 'palworld', instance_count: 5 }]
    });
    expect(await recategorizeRepos(deps(MIDNIGHT + 500), await run(), false)).toEqual({ images: 0 });
    expect(await rows()).toMatchObject([{ gaming_count: 41, crypto_count: 30, wordpress_count: 7 }]);
    expect(await recategorizeRepos(deps(MIDNIGHT + 500), await run(), true)).toEqual({ images: 4 });
    expect(await rows()).toMatchObject([{ gaming_count: 13, crypto_count: 8, wordpress_count: 8 }]);
    expect(await status('categories')).toEqual({ version: categoriesVersion });
  });
  it('sorts by itself when the tables are not those that history was sorted with', async () => {
    const { look, status } = await setup();
    const lease = await leaseOf(store, 'snapshots');
    await store.query('store_status', { ...lease, status: { categories: { value: '{"version":"older"}' } }, now: 1 });
    const kind = { category: 'other', slug: 'old', label: 'Old', repository: 'x' } as const;
    await store.query('store_repo_rows', {
      ...lease,
      images: { 'itzg/minecraft-server:1': kind },
      rows: [],
      products: []
    });
    await look(MIDNIGHT);
    expect(await store.query('repo_images', {})).toMatchObject([{ category: 'gaming' }]);
    expect(await status('categories')).toEqual({ version: categoriesVersion });
  });
});

describe('revenue of ended days', () => {
  it('stays as it is while the ledger is unknown, not read to the day’s end, or being read again', async () => {
    const { run, deps, rows } = await setup();
    await backfillSnapshots(deps(MIDNIGHT + 400), await run());
    const finalize = async () => finalizeSnapshots(store, await leaseOf(store));
    const yesterday = async () => (await rows()).at(-1)!.revenue_sat;
    expect(await finalize()).toBe(0);
    await plant(store, { payments: [payment({ block_time: MIDNIGHT - 60 })], completedAt: MIDNIGHT - 30 });
    expect(await finalize()).toBe(364);
    expect(await yesterday()).toBeNull();
    await plant(store, { completedAt: MIDNIGHT + 30 });
    expect(await finalize()).toBe(1);
    expect(await yesterday()).toBe('150000000');

    await store.query('clear_revenue', await leaseOf(store));
    expect(await finalize()).toBe(0);
    await plant(store, { completedAt: null, tip: 1_900_000 });
    expect(await store.query('sync_cursors', {})).toMatchObject([{ address: TRACKED, height: 1_899_941 }]);
    expect(await finalize()).toBe(0);
    expect(await yesterday()).toBe('150000000');
  });
  it('does not believe a chain that stands still', async () => {
    const { run, deps, rows } = await setup();
    await backfillSnapshots(deps(MIDNIGHT + 400), await run());
    await plant(store, { completedAt: MIDNIGHT + 4_000, tipTime: MIDNIGHT - 100 });
    await finalizeSnapshots(store, await leaseOf(store));
    expect((await rows()).at(-1)).toMatchObject({ date: '2026-03-17', revenue_sat: null });
    expect((await rows()).at(-2)).toMatchObject({ revenue_sat: '0', payment_count: 0 });
  });
});

type Point = { at: number; cumulus: number; nimbus: number; stratus: number };

async function setup(nodeHistory: () => Promise<Point[]> = () => Promise.resolve([])) {
  store = await openSqlite(':memory:');
  const log = pino({ level: 'silent' });
  const deps = (now: number) => ({ store, now: () => now, log, network: { nodeHistory } });
  const run = async () => ({
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: () => undefined
  });
  return {
    deps,
    run,
    look: async (now: number) => checkSnapshots(deps(now), await run()),
    rows: () => store.query('snapshots_between', { start: '0', end: '9' }),
    status: async (name: string) => {
      const row = (await store.query('sync_status', {})).find((each) => each.name === name);
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    }
  };
}
