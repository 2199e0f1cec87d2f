/**
 * Which app ran on which node, and which nodes there were, from when to when: the history that cannot be fetched again.
 *
 * A cycle is compared with what is open and only the difference is stored. An interval ends at the last complete cycle that
 * showed it; a cycle whose document failed says nothing and closes nothing. After more than two hours without a complete
 * cycle nobody knows when within them something went, so those ends are marked.
 */
import type { AppLocation, ListedNode } from '../../../../domain/census/census.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { NodeIdentity, PlacedApp } from '../statements.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { Run } from '../../../platform/jobs/run.ts';

const LONG_GAP_SECONDS = 2 * 3_600;

export interface Delta {
  opened: number;
  closed: number;
}

interface Observing {
  store: Store;
  lease: Run['lease'];
  /** Unix seconds of the cycle. */
  at: number;
}

export async function observeApps(observing: Observing, locations: readonly AppLocation[]): Promise<Delta> {
  const { store, lease, at } = observing;
  const seen = new Map<string, PlacedApp>();
  const keyOf = ({ app_name, ip, replica }: PlacedApp) => `${app_name} ${ip} ${replica ?? ''}`;
  for (const { appName, ip, replica, expiresAt } of locations) {
    const placed = { app_name: appName, ip, replica: replica ?? '' };
    if (expiresAt > at) seen.set(keyOf(placed), placed);
  }
  const open = new Map((await store.query('open_app_observations', {})).map((row) => [keyOf(row), row]));
  const opened = [...seen].filter(([key]) => !open.has(key)).map(([, placed]) => placed);
  const closed = [...open]
    .filter(([key]) => !seen.has(key))
    .map(([, { app_name, ip, replica = '' }]): PlacedApp => ({ app_name, ip, replica }));
  const cycle = await cycleOf(observing, 'apps');
  await store.query('store_app_observations', { ...lease, opened, closed, ...cycle });
  return { opened: opened.length, closed: closed.length };
}

export async function observeNodes(observing: Observing, nodes: readonly ListedNode[]): Promise<Delta> {
  const { store, lease } = observing;
  const seen = new Map(
    nodes.map(({ collateral, tier, paymentAddress }): [string, NodeIdentity] => [
      collateral,
      { collateral, tier, payment_address: paymentAddress }
    ])
  );
  const open = new Map((await store.query('open_node_observations', {})).map((row) => [row.collateral, row]));
  const isSame = (a: NodeIdentity | undefined, b: NodeIdentity | undefined) =>
    a?.tier === b?.tier && a?.payment_address === b?.payment_address;
  const opened = [...seen.values()].filter((node) => !isSame(node, open.get(node.collateral)));
  const closed = [...open.values()].filter((node) => !isSame(node, seen.get(node.collateral)));
  const cycle = await cycleOf(observing, 'nodes');
  await store.query('store_node_observations', {
    ...lease,
    opened,
    closed: keySet(closed.map(({ collateral }) => collateral)),
    ...cycle
  });
  return { opened: opened.length, closed: closed.length };
}

async function cycleOf({ store, at }: Observing, kind: 'apps' | 'nodes') {
  const [before] = await store.query('observed_day_last', { kind });
  const previous = before?.last_cycle_at ?? at;
  const isLongGap = at - previous > LONG_GAP_SECONDS;
  return { at, date: dateOf(at), closed_at: previous, is_end_uncertain: isLongGap ? (1 as const) : (0 as const) };
}
