/** The network at a block: apps are exact from the first message on, nodes and instances from the first observation on. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type { networkAt } from '../../../../contract/subscriptions/network-at.ts';
import type { Moment } from '../../../../domain/subscriptions/accrual.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readSyncState, type ReadContext } from '../../ledger/module.ts';
import { momentOf } from './moment.ts';
import { freshnessAt } from './freshness.ts';

type Network = Answer<typeof networkAt>;

export async function readNetworkAt(
  context: ReadContext,
  { query }: { query: { at?: string | undefined } }
): Promise<Network> {
  const { store } = context;
  const [state, at] = await Promise.all([readSyncState(context), momentOf(store, query.at)]);
  const fresh = freshnessAt(state, at);
  if (at === null) return { at, ...unknown(fresh) };
  const [apps, observed] = await Promise.all([readApps(store, at), readObserved(store, at)]);
  return { at, apps: { ...apps, ...fresh }, ...observed };
}

async function readApps(store: Store, { height, time }: Moment): Promise<Omit<Network['apps'], 'asOf' | 'stale'>> {
  const [row] = await store.query('network_lives_at', { height, time, with_owners: 0 });
  if (row === undefined) return noApps;
  const { apps, owners, encrypted, instances, readable } = row;
  return {
    count: apps,
    owners,
    encrypted,
    instances,
    cpuCores: Number(row.cpu_millicores) / 1_000,
    ramGb: Number(row.ram_mb) / 1_000,
    hddGb: Number(row.hdd_gb),
    coverage: readable === apps ? null : { known: readable, total: apps, unit: 'apps' }
  };
}

async function readObserved(store: Store, { time }: Moment): Promise<Pick<Network, 'nodes' | 'instances'>> {
  const rows = new Map((await store.query('network_observed_at', { time })).map((row) => [row.kind, row]));
  const stateOf = (kind: 'cumulus' | 'instances') => {
    const since = rows.get(kind)?.since ?? null;
    const isObserved = since !== null && since <= time;
    return { observedSince: since, isObserved, asOf: isObserved ? time : null, stale: !isObserved };
  };
  const [nodes, instances] = [stateOf('cumulus'), stateOf('instances')];
  const [cumulus, nimbus, stratus] = (['cumulus', 'nimbus', 'stratus'] as const).map((tier) =>
    nodes.isObserved ? (rows.get(tier)?.seen ?? 0) : null
  );
  const total = nodes.isObserved ? (cumulus ?? 0) + (nimbus ?? 0) + (stratus ?? 0) : null;
  return {
    nodes: { total, cumulus: cumulus ?? null, nimbus: nimbus ?? null, stratus: stratus ?? null, ...nodes },
    instances: { running: instances.isObserved ? (rows.get('instances')?.seen ?? 0) : null, ...instances }
  };
}

const noApps = {
  count: null,
  owners: null,
  encrypted: null,
  instances: null,
  cpuCores: null,
  ramGb: null,
  hddGb: null,
  coverage: null
};

function unknown(fresh: { asOf: number | null; stale: boolean }): Omit<Network, 'at'> {
  const unobserved = { observedSince: null, isObserved: false, asOf: null, stale: true };
  return {
    apps: { ...noApps, ...fresh },
    nodes: { total: null, cumulus: null, nimbus: null, stratus: null, ...unobserved },
    instances: { running: null, ...unobserved }
  };
}
