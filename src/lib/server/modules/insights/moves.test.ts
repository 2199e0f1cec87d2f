/** Metamorphic: one node, one app, one payment more moves exactly the figures that follow from it, and no other. */
import { afterEach, expect, it } from 'vitest';
import {
  plantCensus,
  plantCycle,
  plantFigures,
  plantMessages,
  plantNodes,
  plantSpecs,
  sampleFigures,
  sampleMachine
} from '../../../../tests/support/census-factories.ts';
import { NOON, payment, plant, plantPrice, txidOf } from '../../../../tests/support/factories.ts';
import { createInsightReads } from '../../../../tests/support/insight-reads.ts';
import { closeReads, openReads } from '../../../../tests/support/read-setup.ts';
import type { Store } from '../../platform/store/store.ts';
import { createContext } from '../ledger/read/context.ts';

afterEach(closeReads);

const TIP = 2_100_000;
const FINN = { country: 'Finland', country_code: 'FI', provider: 'Hetzner' };

it('moves the figures of nodes alone with one more node that runs nothing', async () => {
  const { store, changed } = await setup();
  await plantNodes(store, [
    { collateral: 'n:0', ip: '192.0.2.7:16127', machine: machineIn('NA'), ...FINN, payment_address: 't1New' }
  ]);
  expect(await changed()).toEqual([
    'blast',
    'continent by collateral',
    'continent by cores',
    'continent by nodes',
    'country by collateral',
    'country by cores',
    'country by nodes',
    'fit',
    'operator by collateral',
    'operator by cores',
    'operator by nodes',
    'provider by collateral',
    'provider by cores',
    'provider by nodes'
  ]);
});

it('moves fill, activity and what is left of orders with one more app that runs nowhere', async () => {
  const { store, changed } = await setup();
  await plantSpecs(store, [{ name: 'new', owner: '1New', height: TIP - 5, end_height: TIP + 80_000 }]);
  expect(await changed()).toEqual(['activity', 'fill', 'projection']);
});

it('moves what follows from copies with one more copy of an app', async () => {
  const { store, changed } = await setup();
  await plantCycle(store, NOON - 60, { opened: [{ app_name: 'shop', ip: '192.0.2.2:16127' }] });
  expect(await changed()).toEqual([
    'blast',
    'continent by instances',
    'country by instances',
    'country by revenue',
    'fill',
    'operator by instances',
    'operator by revenue',
    'owner by instances',
    'provider by instances',
    'provider by revenue'
  ]);
});

it('moves what follows from payments with one more payment of a new customer for an app', async () => {
  const { store, changed } = await setup();
  await plant(store, {
    payments: [payment({ from_address: 't1Another', message_hash: txidOf(90_000), amount_sat: '700000000' })]
  });
  expect(await changed()).toEqual([
    'blast',
    'continent by revenue',
    'country by revenue',
    'mix',
    'operator by revenue',
    'owner by revenue',
    'payer by revenue',
    'payers',
    'provider by revenue',
    'sources'
  ]);
});

it('moves nothing but dollars with another price', async () => {
  const { store, changed } = await setup();
  await plantPrice(store, 9_000_000n, NOON - 60);
  expect(await changed()).toEqual(['rewards']);
});

it('does not know what apps brought in, nor how long they live, while the first sync is not complete', async () => {
  const { store } = await setup();
  await plant(store, { complete: false });
  const told = await allOf(store);
  expect(told['owner by revenue']).toMatchObject({ groups: null, hhi: null, coverage: { known: 0, total: 30 } });
  expect(told['blast']).toMatchObject({ revenueExposed: null });
  expect(told['cohorts']).toMatchObject({ data: null });
});

async function setup() {
  const { store } = await openReads({
    payments: [payment({ message_hash: txidOf(90_000) }), payment({ app_name: null, app_type: null })],
    tip: TIP
  });
  await plantFigures(store, sampleFigures);
  await plantPrice(store, 8_000_000n, NOON - 60);
  await plantCensus(store, { 'node-list': NOON - 60, 'app-specs': NOON - 60, machines: NOON - 60 });
  await plantNodes(store, [
    { collateral: 'a:0', ip: '192.0.2.1:16127', machine: machineIn('EU'), ...FINN },
    {
      collateral: 'b:0',
      ip: '192.0.2.2:16127',
      machine: machineIn('EU'),
      country: 'France',
      country_code: 'FR',
      provider: 'OVH',
      payment_address: 't1Other'
    }
  ]);
  await plantSpecs(store, [{ name: 'shop', height: TIP - 50_000, end_height: TIP + 38_000 }]);
  await plantMessages(store, [{ app_name: 'shop', height: TIP - 50_000 }]);
  await plantCycle(store, NOON - 600, { opened: [{ app_name: 'shop', ip: '192.0.2.1:16127' }] });
  await plantCycle(store, NOON - 60, {});
  const before = await allOf(store);
  return {
    store,
    changed: async () => {
      const after = await allOf(store);
      const names = Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
      return names.toSorted();
    }
  };
}

function machineIn(continentCode: string): string {
  return JSON.stringify({
    ...(JSON.parse(sampleMachine) as object),
    continentCode,
    region: null,
    version: '8.20.0',
    hasStaticIp: true
  });
}

/** Every figure without its moment, as a process tells it that has just started. */
async function allOf(store: Store): Promise<Record<string, unknown>> {
  const now = () => NOON;
  const reads = createInsightReads(
    createContext({ store, now, dataVersion: () => 0, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 })
  );
  const node = ['nodes', 'cores', 'collateral', 'instances', 'revenue'];
  const pairs = [
    ...['provider', 'country', 'continent', 'operator'].flatMap((by) => node.map((weight) => ({ by, weight }))),
    ...['instances', 'revenue'].map((weight) => ({ by: 'owner', weight })),
    { by: 'payer', weight: 'revenue' }
  ];
  const concentrations = pairs.map(
    async (query) => [`${query.by} by ${query.weight}`, await reads.concentration(query)] as const
  );
  const others = {
    fill: reads.fill(),
    activity: reads.activity(),
    expired: reads.expiredRunning(),
    games: reads.games({ history_days: 1 }),
    projection: reads.projection(),
    busiest: reads.busiest(),
    demand: reads.demand(),
    rewards: reads.rewards(),
    payers: reads.payers(),
    mix: reads.mix({ limit: 5 }),
    sources: reads.sources({ limit: 5 }),
    cohorts: reads.cohorts(),
    why: reads.why(),
    blast: reads.blast({ country: 'FI' }),
    fit: reads.fit({ cpu: 1, ram: 1_000, hdd: 10 })
  };
  const told = await Promise.all([
    ...concentrations,
    ...Object.entries(others).map(async ([name, answer]) => [name, await answer] as const)
  ]);
  return Object.fromEntries(told.map(([name, answer]) => [name, { ...answer, asOf: null }]));
}
