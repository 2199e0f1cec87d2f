import { afterEach, expect, it } from 'vitest';
import {
  plantCensus,
  plantFigures,
  plantSpecs,
  plantStatus,
  sampleFigures
} from '../../../../../tests/support/census-factories.ts';
import { NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

afterEach(closeReads);

/** Of the sync that openReads plants. */
const TIP = 2_100_000;
const unavailable = {
  stats: null,
  cached: false,
  cacheAge: null,
  fresh: false,
  timestamp: null,
  asOf: null,
  stale: true
};

it('shows the largest images and the records', async () => {
  const { reads, store } = await openReads();
  expect(await reads.carouselStats()).toEqual(unavailable);
  const images = Array.from({ length: 11 }, (_, at) => ({ image: `a/x${at}`, instances: at, categoryCount: 0 }));
  await plantFigures(store, { images: { images, named: {} }, records: sampleFigures.records }, NOON - 100);
  const { stats, ...age } = await reads.carouselStats();
  expect(age).toEqual({
    cached: true,
    cacheAge: 100,
    fresh: true,
    timestamp: NOON - 100,
    asOf: NOON - 100,
    stale: false
  });
  expect(stats).toHaveLength(11);
  expect(stats?.[0]).toEqual({ kind: 'top-app', image: 'a/x10', slug: 'x10', label: 'X10', count: 10 });
  expect(stats?.[9]).toMatchObject({ image: 'a/x1', count: 1 });
  expect(stats?.[10]).toEqual({
    kind: 'record',
    tier: 'stratus',
    measure: 'eps',
    value: 1_500.5,
    ip: '192.0.2.9:16127'
  });
});

it('shows every app of the last day of blocks, newest first, with the resources of one instance', async () => {
  const { reads, store } = await openReads();
  const components = JSON.stringify([
    { name: 'a', repotag: 'x', cpu: 0.1, ramMb: 100, hddGb: 1 },
    { name: 'b', repotag: 'y', cpu: 0.2, ramMb: 200, hddGb: 2 }
  ]);
  await plantSpecs(store, [
    { name: 'oldest', height: TIP - 2_879, components, instances: 5 },
    { name: 'too old', height: TIP - 2_880 },
    { name: 'b', height: TIP - 10 },
    { name: 'B', height: TIP - 10, is_encrypted: 1, components: '[]' },
    { name: 'newest', height: TIP },
    { name: 'future', height: TIP + 1 }
  ]);
  await plantCensus(store, { 'app-specs': NOON - 200 });
  const { stats, ...age } = await reads.deployed();
  expect(age).toMatchObject({ cached: true, cacheAge: 200, fresh: true, asOf: NOON - 200 });
  expect(stats?.map(({ name, blockAge }) => [name, blockAge])).toEqual([
    ['newest', 0],
    ['B', 10],
    ['b', 10],
    ['oldest', 2_879]
  ]);
  expect(stats?.[1]).toMatchObject({ cpu: null, ram: null, hdd: null, encrypted: true });
  expect(stats?.[3]).toEqual({
    name: 'oldest',
    instances: 5,
    cpu: 0.3,
    ram: 300,
    hdd: 3,
    encrypted: false,
    height: TIP - 2_879,
    blockAge: 2_879
  });
});

it('shows every app that ends within a day of blocks, soonest first', async () => {
  const { reads, store } = await openReads();
  const ends = { last: 2_879, later: 2_880, now: 0, b: 5, a: 5, over: -1 };
  await plantSpecs(
    store,
    Object.entries(ends).map(([name, blocks]) => ({ name, height: 2_030_000, end_height: TIP + blocks }))
  );
  await plantCensus(store, { 'app-specs': NOON - 200 });
  const { stats } = await reads.expiring();
  expect(stats?.map(({ name, blocksUntilExpiry }) => [name, blocksUntilExpiry])).toEqual([
    ['now', 0],
    ['a', 5],
    ['b', 5],
    ['last', 2_879]
  ]);
});

it('counts an end that is a time in blocks from now, and leaves out one that is not known', async () => {
  const { reads, store } = await openReads();
  const ends = { soon: 3_600, last: 86_399, later: 86_400, over: -60 };
  await plantSpecs(store, [
    ...Object.entries(ends).map(([name, seconds]) => ({
      ...{ name, height: 2_030_000, spec_version: 9, expire: null, end_height: null, end_time: NOON + seconds }
    })),
    { name: 'unknown', height: 2_030_000, spec_version: 10, expire: null, end_height: null },
    { name: 'blocks', height: 2_030_000, end_height: TIP + 200 }
  ]);
  await plantCensus(store, { 'app-specs': NOON - 200 });
  const { stats } = await reads.expiring();
  expect(stats?.map(({ name, blocksUntilExpiry }) => [name, blocksUntilExpiry])).toEqual([
    ['soon', 120],
    ['blocks', 200],
    ['last', 2_879]
  ]);
});

it('shows an app of an unknown kind without resources, which are not 0', async () => {
  const { reads, store } = await openReads();
  const unknown = { spec_version: 10, components: 'null', instances: null, end_height: null };
  await plantSpecs(store, [{ name: 'novel', height: TIP - 5, ...unknown }]);
  await plantCensus(store, { 'app-specs': NOON - 200 });
  expect(await reads.deployed()).toMatchObject({
    stats: [{ name: 'novel', instances: null, cpu: null, ram: null, hdd: null, encrypted: false, blockAge: 5 }]
  });
});

it('takes the newer of the two heights that are known, and none for 0', async () => {
  const { reads, store } = await openReads(null);
  await plantSpecs(store, [
    { name: 'first', height: 100, end_height: 200 },
    { name: 'a', height: TIP + 5, end_height: TIP + 9 }
  ]);
  await plantCensus(store, { 'app-specs': NOON - 200 });
  for (const read of [reads.deployed, reads.expiring]) expect(await read()).toEqual(unavailable);
  await plantFigures(store, { specs: { total: 2, encrypted: 0, tip: TIP + 5 } }, NOON - 500);
  expect(await reads.deployed()).toMatchObject({ stats: [{ name: 'a', blockAge: 0 }], cacheAge: 500, fresh: true });
  const revenue = { tip: TIP + 9, tipTime: NOON - 30, completedAt: NOON, complete: true };
  await plantStatus(store, 'revenue', revenue);
  expect(await reads.expiring()).toMatchObject({ stats: [{ name: 'a', blocksUntilExpiry: 0 }], cacheAge: 200 });
  await plantStatus(store, 'revenue', { ...revenue, tip: TIP + 4 });
  expect(await reads.expiring()).toMatchObject({ stats: [{ name: 'a', blocksUntilExpiry: 4 }] });
});

it('has no list before specs were read, an empty one when none fits, an old one when they are old', async () => {
  const { reads, store } = await openReads();
  await plantCensus(store, { 'app-specs': null });
  expect(await reads.expiring()).toEqual(unavailable);
  await plantCensus(store, { 'app-specs': NOON - 7_200 });
  expect(await reads.expiring()).toMatchObject({ stats: [], cached: true, fresh: false, cacheAge: 7_200, stale: true });
});
