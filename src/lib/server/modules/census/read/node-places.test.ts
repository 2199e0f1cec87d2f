import { afterEach, expect, it } from 'vitest';
import { plantCensus, plantNodes, sampleMachine } from '../../../../../tests/support/census-factories.ts';
import { NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';
import { NotFound } from '../../../platform/errors.ts';

afterEach(closeReads);

const german = { country: 'Germany', country_code: 'DE' };

it('finds nodes by country, provider and wallet together', async () => {
  const { found } = await setup();
  expect(await found({ country: 'DE' })).toEqual(['b:0', 'a:0']);
  expect(await found({ country: 'DE', provider: 'Hetzner' })).toEqual(['a:0']);
  expect(await found({ wallet: 't1Ann' })).toEqual(['b:0', 'c:0']);
});

it('sorts by the start and the benchmark, unknown last in either order', async () => {
  const { found } = await setup();
  expect(await found({ sort: 'eps' })).toEqual(['a:0', 'b:0', 'c:0']);
  expect(await found({ sort: 'eps', order: 'asc' })).toEqual(['b:0', 'a:0', 'c:0']);
  expect(await found({ sort: 'since', order: 'asc' })).toEqual(['c:0', 'a:0', 'b:0']);
  expect(await found({ sort: 'tier', order: 'asc' })).toEqual(['a:0', 'c:0', 'b:0']);
});

it('counts where nodes are', async () => {
  const { reads } = await setup();
  const places = await reads.nodePlaces({ query: {} });
  expect(places.countries).toEqual([
    { code: 'DE', name: 'Germany', count: 2 },
    { code: 'FI', name: 'Finland', count: 1 }
  ]);
  expect(places.providers).toEqual([
    { name: 'Hetzner', count: 2 },
    { name: 'netcup', count: 1 }
  ]);
  expect(places.largest).toEqual([
    { code: 'DE', provider: 'Hetzner', count: 1 },
    { code: 'FI', provider: 'Hetzner', count: 1 },
    { code: 'DE', provider: 'netcup', count: 1 }
  ]);
  expect((await reads.nodePlaces({ query: { country: 'FI' } })).providers).toEqual([{ name: 'Hetzner', count: 1 }]);
});

it('shows the node of an address, with or without its port, and how many its wallet has', async () => {
  const { reads } = await setup();
  for (const ip of ['192.0.2.2', '192.0.2.2:16127']) {
    const { nodes } = await reads.node({ params: { ip } });
    expect(nodes.map(({ collateral, walletNodes }) => [collateral, walletNodes])).toEqual([['b:0', 2]]);
  }
  // A part of a number is another address, and no sign means "any".
  for (const ip of ['192.0.2', '192.0.2.', '192.0.2.2:1612', '%', '192.0.2._'])
    await expect(reads.node({ params: { ip } }), ip).rejects.toThrow(NotFound);
});

async function setup() {
  const { store, reads } = await openReads();
  await plantCensus(store, { 'node-list': NOON - 60 });
  const machine = (eps: number) => sampleMachine.replace('"eps":1500.5', `"eps":${eps}`);
  await plantNodes(store, [
    {
      collateral: 'a:0',
      ip: '192.0.2.1:16127',
      ...german,
      provider: 'Hetzner',
      machine: machine(900),
      active_since: 200
    },
    {
      collateral: 'b:0',
      ip: '192.0.2.2:16127',
      tier: 'stratus',
      payment_address: 't1Ann',
      ...german,
      provider: 'netcup',
      machine: machine(80),
      active_since: 300
    },
    {
      collateral: 'c:0',
      ip: '192.0.2.22:16127',
      payment_address: 't1Ann',
      country: 'Finland',
      country_code: 'FI',
      provider: 'Hetzner',
      active_since: 100
    }
  ]);
  const found = async (query: Partial<Parameters<typeof reads.nodes>[0]['query']>) =>
    (await reads.nodes({ query: { page: 1, limit: 10, ...query } })).nodes?.map(({ collateral }) => collateral);
  return { reads, found };
}
