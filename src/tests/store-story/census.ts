/** The story's census: lists that change, two cycles of observations, and what ran where at three times. */
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { AppSpecRow, NodeRow } from '../../lib/server/modules/census/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import type { Ask } from './story.ts';

export async function tellCensus(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'census');
  const bare = { country: null, country_code: null, provider: null, machine: null };
  const first = [node('b:0'), node('A:1', { ip: null, tier: 'stratus' }), node('a:2', bare)];
  await ask('store_nodes', { ...lease, nodes: first, has_machines: 1 });
  await ask('store_nodes', { ...lease, nodes: [node('b:0', { ...bare, payment_address: 't1New' })], has_machines: 0 });
  await ask('store_nodes', { ...lease, nodes: [node('A:1', { ...bare, active_since: null })], has_machines: 1 });
  await ask('node_keys', {});
  await ask('remove_nodes', { ...lease, collaterals: keySet(['a:2', 'missing']) });
  await ask('node_keys', {});

  await ask('store_apps', {
    ...lease,
    apps: [
      app('shop'),
      app('Shop', { expire: null, is_encrypted: 1 }),
      app('über'),
      app('timed', { spec_version: 9, end_height: null, end_time: NOON + 3_600, instances: null, expire: null }),
      app('later', { spec_version: null, end_height: null, components: 'null', geolocation: 'null' })
    ],
    events: []
  });
  await ask('store_apps', { ...lease, apps: [app('shop', { hash: 'cc', height: 3_100_001 })], events: [] });
  await ask('adopt_spec_ends', lease);
  await ask('remove_apps', { ...lease, names: keySet(['Shop']), events: [] });
  await ask('app_keys', {});

  await ask('observed_day_last', { kind: 'apps' });
  const at = (ip: string, app_name = 'shop', replica = '') => ({ app_name, ip, replica });
  const cycle = (time: number) => ({
    at: time,
    date: '2026-11-20',
    closed_at: time - 600,
    is_end_uncertain: 0 as const
  });
  const [start, next] = [NOON, NOON + 600];
  const all = [
    at('2.2.2.2:16127'),
    at('10.0.0.1:16127'),
    at('10.0.0.1:16127', 'Shop'),
    at('10.0.0.1:16127', 'shop', 'r2')
  ];
  await ask('store_app_observations', { ...lease, opened: all, closed: [], ...cycle(start) });
  const moved = { opened: [at('3.3.3.3:16137', 'new')], closed: [at('2.2.2.2:16127'), at('unseen:1')] };
  await ask('store_app_observations', { ...lease, ...moved, ...cycle(next), is_end_uncertain: 1 });
  await ask('store_app_observations', {
    ...lease,
    opened: [],
    closed: [at('10.0.0.1:16127', 'shop', 'r2')],
    ...cycle(next)
  });
  await ask('open_app_observations', {});
  await ask('observed_day_last', { kind: 'apps' });
  for (const time of [start - 1, start, next]) await ask('apps_at', { at: time });

  const identity = (collateral: string, tier = 'nimbus') => ({ collateral, tier, payment_address: 't1Payee' });
  const nodes = [identity('b:0'), identity('A:1')];
  await ask('store_node_observations', { ...lease, opened: nodes, closed: {}, ...cycle(start) });
  const changed = { opened: [identity('b:0', 'stratus')], closed: keySet(['b:0', 'A:1']) };
  await ask('store_node_observations', { ...lease, ...changed, ...cycle(next) });
  await ask('open_node_observations', {});
  await ask('observed_day_last', { kind: 'nodes' });
  for (const time of [start - 1, start, next]) await ask('nodes_at', { at: time });
}

function node(collateral: string, more: Partial<NodeRow> = {}): NodeRow {
  return {
    collateral,
    tier: 'nimbus',
    payment_address: 't1Payee',
    ip: '2.2.2.2:16127',
    active_since: 1_700_000_000,
    country: 'Finland',
    country_code: 'FI',
    provider: 'Hetzner',
    machine: '{"benchmark":null,"locked":null,"isDataCenter":true}',
    ...more
  };
}

function app(name: string, more: Partial<AppSpecRow> = {}): AppSpecRow {
  return {
    name,
    owner: '1Owner',
    spec_version: 8,
    hash: 'aa',
    height: 3_100_000,
    end_height: 3_188_000,
    end_time: null,
    instances: 3,
    expire: 88_000,
    components: '[]',
    geolocation: '[]',
    is_encrypted: 0,
    ...more
  };
}
