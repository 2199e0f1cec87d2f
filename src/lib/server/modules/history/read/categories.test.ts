import { afterEach, expect, it } from 'vitest';
import {
  plantFigures,
  plantRepos,
  plantSnapshots,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { classifyImage, repositoryOf } from '../../../../domain/apps/categories.ts';
import type { Store } from '../../../platform/store/store.ts';

afterEach(closeReads);

const gaming = { category: 'gaming' as const };

it('shows the largest products of the newest day, by image and by name, against an earlier day', async () => {
  const { reads, store } = await openReads();
  await plantDays(store);
  const top = await reads.categoryTop({ params: gaming, query: { limit: 2, days: 7 } });
  expect(top).toEqual({
    category: 'gaming',
    date: '2026-03-18',
    total: 28,
    previousTotal: 14,
    days: 7,
    repos: [
      {
        slug: 'minecraft',
        label: 'Minecraft',
        images: ['itzg/minecraft-bedrock-server', 'itzg/minecraft-server:1', 'itzg/minecraft-server:2'],
        instanceCount: 15,
        previousCount: 7
      },
      // Nobody had recognised it a week before.
      { slug: 'palworld', label: 'Palworld', images: [], instanceCount: 12, previousCount: null }
    ],
    asOf: NOON - 12 * 3_600,
    stale: false
  });
  const more = await reads.categoryTop({ params: gaming, query: { limit: 100, days: 7 } });
  expect(more.repos?.map(({ slug, instanceCount }) => [slug, instanceCount])).toEqual([
    ['minecraft', 15],
    ['palworld', 12],
    ['valheim', 1]
  ]);
});

it('names the images of a product whose containers are counted by the name of their app', async () => {
  const { reads, store } = await openReads();
  const image = 'thijsvanloef/palworld-server-docker:v1';
  const row = { date: '2026-03-18', image_name: image, instance_count: 12, category_count: 0 };
  await store.query('store_repo_rows', {
    ...(await leaseOf(store, 'snapshots')),
    images: { [image]: { ...classifyImage(image), repository: repositoryOf(image) } },
    rows: [row],
    products: [{ date: '2026-03-18', slug: 'palworld', instance_count: 12 }]
  });
  const top = await reads.categoryTop({ params: gaming, query: { limit: 1, days: 7 } });
  expect(top.repos).toMatchObject([{ slug: 'palworld', images: [image], instanceCount: 12 }]);
});

it('does not call a day without counts empty', async () => {
  const { reads, store } = await openReads();
  expect(await reads.categoryTop({ params: gaming, query: { limit: 3, days: 7 } })).toMatchObject({
    date: null,
    total: null,
    repos: null,
    stale: true
  });
  await plantDays(store);
  const top = await reads.categoryTop({ params: gaming, query: { limit: 1, days: 3 } });
  expect(top).toMatchObject({ total: 28, previousTotal: null, repos: [{ previousCount: null }] });
  const none = await reads.categoryTop({ params: { category: 'crypto' }, query: { limit: 1, days: 7 } });
  expect(none).toMatchObject({ total: null, previousTotal: null, repos: [] });
});

it('looks back as many days as may be asked for', async () => {
  const { reads, store } = await openReads();
  await plantDays(store);
  const top = await reads.categoryTop({ params: gaming, query: { limit: 1, days: 3_650 } });
  expect(top).toMatchObject({ total: 28, previousTotal: null, days: 3_650, repos: [{ previousCount: null }] });
});

it('shows a category from day to day, and its products on the days that know them', async () => {
  const { reads, store } = await openReads();
  await plantDays(store);
  await plantSnapshots(store, [
    { date: '2026-03-17', gaming_count: 0 },
    { date: '2026-03-18', gaming_count: 28 }
  ]);
  const history = await reads.categoryHistory({ params: gaming, query: { limit: 3 } });
  expect(history.data).toEqual([
    { date: '2026-03-16', total: null },
    { date: '2026-03-17', total: 0 },
    { date: '2026-03-18', total: 28 }
  ]);
  const repos = await reads.categoryRepos({
    params: gaming,
    query: { start_date: '2026-03-11', end_date: '2026-03-18' }
  });
  expect(repos.products.map(({ slug }) => slug)).toEqual(['minecraft', 'palworld', 'valheim', 'satisfactory']);
  expect(repos.data.filter(({ counts }) => counts !== null)).toEqual([
    { date: '2026-03-11', counts: { minecraft: 7, satisfactory: 7, palworld: null, valheim: null } },
    { date: '2026-03-18', counts: { minecraft: 15, palworld: 12, valheim: 1 } }
  ]);
  expect(repos).toMatchObject({ count: 8, firstDate: '2026-03-11', asOf: NOON - 12 * 3_600 + 360, stale: false });
});

it('knows nothing of a category before any of its products was recognised, in any answer', async () => {
  const { reads, store } = await openReads();
  await plantRepos(store, '2026-03-10', { 'Zed/thing': 100 });
  await plantDays(store);
  await plantRepos(store, '2026-03-15', { 'presearch/node:1': 3, 'library/wordpress': 2 });
  const zeros = { gaming_count: 0, crypto_count: 0, wordpress_count: 0 };
  await plantSnapshots(store, [
    { date: '2026-03-10', ...zeros },
    { date: '2026-03-11', ...zeros, gaming_count: 14 },
    { date: '2026-03-15', crypto_count: 3, gaming_count: 0, wordpress_count: 2 },
    { date: '2026-03-18', ...zeros, gaming_count: 28 }
  ]);
  const query = { start_date: '2026-03-10', end_date: '2026-03-18' };
  const expected = {
    gaming: [null, 14, 0, 28],
    crypto: [null, null, 3, 0],
    wordpress: [null, null, 2, 0]
  };
  const planted = ['2026-03-10', '2026-03-11', '2026-03-15', '2026-03-18'];
  for (const category of ['gaming', 'crypto', 'wordpress'] as const) {
    const history = await reads.categoryHistory({ params: { category }, query });
    const on = (date: string) => history.data.find((day) => day.date === date)?.total;
    expect(planted.map(on), category).toEqual(expected[category]);
    expect(history.firstDate).toBe({ gaming: '2026-03-11', crypto: '2026-03-15', wordpress: '2026-03-15' }[category]);
    const { data } = await reads.categoryRepos({ params: { category }, query });
    const sums = planted.map((date) => sumOf(data.find((day) => day.date === date)?.counts ?? null));
    expect(sums, `products of ${category}`).toEqual(expected[category]);
    const summary = await reads.snapshots({ query });
    expect(
      planted.map((date) => summary.data.find((day) => day.date === date)?.[category]),
      `snapshots of ${category}`
    ).toEqual(expected[category]);
    const top = await reads.categoryTop({ params: { category }, query: { limit: 9, days: 8 } });
    expect([top.total, top.previousTotal], `card of ${category}`).toEqual([expected[category][3], null]);
  }
  const full = await reads.fullSnapshots({ query });
  expect(full.data[0]).toMatchObject({
    gaming: { total: null, products: null },
    crypto: { total: null, products: null }
  });
  expect(full.data[5]).toMatchObject({ gaming: { total: 0, products: [] }, crypto: { total: 3 } });
});

it('shows a category now and its history', async () => {
  const { reads, store } = await openReads();
  await plantFigures(store, sampleFigures);
  await plantSnapshots(store, [{ date: '2026-03-18', crypto_count: 19 }]);
  expect(await reads.categoryNow('crypto', { query: { limit: 1 } })).toEqual({
    current: {
      total: 20,
      products: [{ slug: 'presearch', label: 'Presearch', count: 20 }],
      coverage: { known: 95, total: 100, unit: 'nodes' },
      asOf: NOON - 60,
      stale: false
    },
    history: [{ date: '2026-03-18', total: 19 }]
  });
});

it('counts the tags of a repository together; a day that saw others saw none of it, since it was first seen', async () => {
  const { reads, store } = await openReads();
  await plantDays(store);
  await plantRepos(store, '2026-03-17', { 'a/other': 1 });
  await plantRepos(store, '2026-03-10', { 'a/other': 1 });
  const early = { image: 'itzg/minecraft-server', start_date: '2026-03-10', end_date: '2026-03-11' };
  expect((await reads.repoHistory({ query: early })).data.map(({ instanceCount }) => instanceCount)).toEqual([null, 7]);
  const query = { image: 'itzg/minecraft-server:newest', start_date: '2026-03-16', end_date: '2026-03-18' };
  expect(await reads.repoHistory({ query })).toEqual({
    repository: 'itzg/minecraft-server',
    images: ['itzg/minecraft-server:1', 'itzg/minecraft-server:2'],
    count: 3,
    data: [
      { date: '2026-03-16', instanceCount: null },
      { date: '2026-03-17', instanceCount: 0 },
      { date: '2026-03-18', instanceCount: 10 }
    ],
    firstDate: '2026-03-11',
    asOf: NOON - 12 * 3_600,
    stale: false
  });
  await expect(reads.repoHistory({ query: { image: 'nobody/knows' } })).rejects.toMatchObject({ code: 'not_found' });
});

it('lists every image ever seen, and those of the newest day with most containers first', async () => {
  const { reads, store } = await openReads();
  expect(await reads.repoLatest()).toMatchObject({ date: null, count: null, repos: null, stale: true });
  await plantDays(store);
  expect((await reads.repoList()).images).toEqual([
    'Zed/thing',
    'itzg/minecraft-bedrock-server',
    'itzg/minecraft-server:1',
    'itzg/minecraft-server:2',
    'lloesche/valheim-server',
    'wolveix/satisfactory-server'
  ]);
  const { repos, ...latest } = await reads.repoLatest();
  expect(latest).toMatchObject({ date: '2026-03-18', count: 5, total: 116 });
  expect(repos?.slice(0, 2)).toEqual([
    {
      image: 'Zed/thing',
      repository: 'Zed/thing',
      category: 'other',
      slug: 'thing',
      label: 'Thing',
      instanceCount: 100
    },
    {
      image: 'itzg/minecraft-server:2',
      repository: 'itzg/minecraft-server',
      category: 'gaming',
      slug: 'minecraft',
      label: 'Minecraft',
      instanceCount: 8
    }
  ]);
});

function sumOf(counts: Record<string, number | null> | null): number | null {
  const known = Object.values(counts ?? {}).filter((count) => count !== null);
  return counts === null ? null : known.reduce((sum, count) => sum + count, 0);
}

/** Two days a week apart. */
async function plantDays(store: Store): Promise<void> {
  await plantRepos(store, '2026-03-11', {
    'itzg/minecraft-server:1': 7,
    'wolveix/satisfactory-server': 7,
    'Zed/thing': 100
  });
  const newest = {
    'itzg/minecraft-server:1': 2,
    'itzg/minecraft-server:2': 8,
    'itzg/minecraft-bedrock-server': 5,
    'lloesche/valheim-server': 1,
    'Zed/thing': 100
  };
  await plantRepos(store, '2026-03-18', newest, { palworld: 12 });
}
