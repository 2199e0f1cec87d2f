import { afterEach, expect, it } from 'vitest';
import { plantCensus, plantCycle, plantNodes, sampleMachine } from '../../../../../tests/support/census-factories.ts';
import { NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import type { Store } from '../../../platform/store/store.ts';

afterEach(closeReads);

const all = { page: 1, limit: 50 };

it('shows a node with what was measured of its machine and what runs there', async () => {
  const { reads, store } = await openReads();
  await plantAll(store);
  const { nodes, ...page } = await reads.nodes({ query: all });
  expect(page).toEqual({ total: 4, page: 1, limit: 50, totalPages: 1, asOf: NOON - 90, stale: false });
  expect(nodes?.map(({ collateral }) => collateral)).toEqual(['c:0', 'B:0', 'a:0', 'd:0']);
  expect(nodes?.[0]).toEqual({
    collateral: 'c:0',
    tier: 'stratus',
    paymentAddress: 't1Operator',
    ip: '192.0.2.3:16127',
    country: 'Finland',
    countryCode: 'FI',
    provider: 'Hetzner',
    isDataCenter: true,
    benchmark: {
      cores: 16,
      ramGb: 62.5,
      storageGb: 880,
      diskWriteMBs: 900,
      eps: 1_500.5,
      downloadMbit: 950,
      uploadMbit: 910
    },
    locked: { cores: 2, ramGb: 4.005, storageGb: 50 },
    apps: { count: 2, names: ['Blog', 'shop'] },
    since: 1_700_000_000
  });
  expect(nodes?.[1]).toMatchObject({ benchmark: null, locked: null, isDataCenter: null, since: null });
  expect(nodes?.map(({ apps }) => apps?.count ?? null)).toEqual([2, 0, 0, null]);
});

it('finds nodes by each of their fields, whatever the case, and by tier', async () => {
  const { reads, store } = await openReads();
  await plantAll(store);
  const found = async (query: { search?: string; tier?: 'cumulus' | 'stratus' }) => {
    const { nodes, total } = await reads.nodes({ query: { ...all, ...query } });
    expect(total).toBe(nodes?.length);
    return nodes?.map(({ collateral }) => collateral);
  };
  expect(await found({ search: '192.0.2.3:1' })).toEqual(['c:0']);
  expect(await found({ search: 't1OTHER' })).toEqual(['B:0']);
  expect(await found({ search: 'finland' })).toEqual(['c:0']);
  expect(await found({ search: 'HETZ' })).toEqual(['c:0', 'a:0']);
  expect(await found({ search: 'b:0' })).toEqual(['B:0']);
  expect(await found({ search: '%' })).toEqual([]);
  expect(await found({ search: '0.2.1:16127\nt1' })).toEqual([]);
  expect(await found({ tier: 'cumulus' })).toEqual(['a:0', 'd:0']);
  expect(await found({ tier: 'cumulus', search: 'hetzner' })).toEqual(['a:0']);
});

it('counts exactly on every page', async () => {
  const { reads, store } = await openReads();
  await plantAll(store);
  const pages = await Promise.all([1, 2, 3].map((page) => reads.nodes({ query: { page, limit: 3 } })));
  expect(pages.map(({ total, totalPages }) => [total, totalPages])).toEqual([
    [4, 2],
    [4, 2],
    [4, 2]
  ]);
  expect(pages.map(({ nodes }) => nodes?.map(({ collateral }) => collateral))).toEqual([
    ['c:0', 'B:0', 'a:0'],
    ['d:0'],
    []
  ]);
});

it('does not call a list empty that was never read, nor machines idle that were never looked at', async () => {
  const { reads, store } = await openReads();
  const nothing = { nodes: null, total: null, totalPages: null, asOf: null, stale: true };
  expect(await reads.nodes({ query: all })).toMatchObject(nothing);
  await plantCensus(store, { 'node-list': null });
  expect(await reads.nodes({ query: all })).toMatchObject(nothing);
  await plantNodes(store, [{ collateral: 'a:0', ip: '192.0.2.1:16127' }]);
  await plantCensus(store, { 'node-list': NOON - 7_200 });
  const { nodes, stale } = await reads.nodes({ query: all });
  expect(nodes?.[0]?.apps).toBeNull();
  expect(stale).toBe(true);
});

async function plantAll(store: Store): Promise<void> {
  await plantNodes(store, [
    { collateral: 'd:0' },
    { collateral: 'a:0', ip: '192.0.2.1:16127', provider: 'Hetzner' },
    { collateral: 'B:0', ip: '192.0.2.2:16127', tier: 'nimbus', payment_address: 't1Other' },
    {
      collateral: 'c:0',
      ip: '192.0.2.3:16127',
      tier: 'stratus',
      country: 'Finland',
      country_code: 'FI',
      provider: 'Hetzner',
      active_since: 1_700_000_000,
      machine: sampleMachine
    }
  ]);
  await plantCensus(store, { 'node-list': NOON - 90 });
  const there = { ip: '192.0.2.3:16127' };
  await plantCycle(store, NOON - 1_200, {
    opened: ['shop', 'gone', 'Blog'].map((app_name) => ({ ...there, app_name }))
  });
  await plantCycle(store, NOON - 600, { closed: [{ ...there, app_name: 'gone' }] });
}
