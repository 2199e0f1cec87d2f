/**
 * The newest lists of nodes and apps in the store: only what changed is written, in slices, so that neither a request to the
 * store nor the making of one holds anything up. Readers may meanwhile see parts of two lists; each row is true by itself.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endOf } from '../../../../domain/apps/app-life.ts';
import type { AppSpec, ListedNode, Machine } from '../../../../domain/census/census.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { goneEvent, listedEvent, type Moment } from './app-events.ts';
import type { AppSpecRow, NodeRow } from '../statements.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { Run } from '../../../platform/jobs/run.ts';

const SLICE = 500;

interface Writing {
  store: Store;
  lease: Run['lease'];
  signal: AbortSignal;
}

/** `machines` undefined: what is known of the machines stays. */
export async function storeNodes(
  { store, lease, signal }: Writing,
  nodes: readonly ListedNode[],
  machines: readonly Machine[] | undefined
): Promise<void> {
  const machineAt = new Map((machines ?? []).map((machine) => [machine.ip, machine]));
  for (const slice of slices(nodes)) {
    signal.throwIfAborted();
    const rows = slice.map((node) => nodeRow(node, node.ip === null ? undefined : machineAt.get(node.ip)));
    await store.query('store_nodes', { ...lease, nodes: rows, has_machines: machines === undefined ? 0 : 1 });
    await nextTurn();
  }
  const isListed = new Set(nodes.map(({ collateral }) => collateral));
  const gone = (await store.query('node_keys', {})).filter(({ collateral }) => !isListed.has(collateral));
  if (gone.length === 0) return;
  await store.query('remove_nodes', { ...lease, collaterals: keySet(gone.map(({ collateral }) => collateral)) });
}

export async function storeSpecs(
  { store, lease, signal }: Writing,
  specs: readonly AppSpec[],
  moment: Moment
): Promise<void> {
  const known = new Map((await store.query('app_keys', {})).map((row) => [row.name, row]));
  const changed = specs.map(specRow).filter((row) => known.get(row.name)?.state !== stateOf(row));
  for (const apps of slices(changed)) {
    signal.throwIfAborted();
    const events = apps.map((row) => listedEvent(row, known.get(row.name), moment));
    await store.query('store_apps', { ...lease, apps, events });
    await nextTurn();
  }
  const isCurrent = new Set(specs.map(({ name }) => name));
  const gone = [...known.values()].filter(({ name }) => !isCurrent.has(name));
  for (const apps of slices(gone)) {
    const names = keySet(apps.map(({ name }) => name));
    await store.query('remove_apps', { ...lease, names, events: apps.map((row) => goneEvent(row, moment)) });
  }
  if (specs.some(({ endTime }) => endTime !== null)) await store.query('adopt_spec_ends', lease);
}

function nodeRow(node: ListedNode, machine: Machine | undefined): NodeRow {
  const { benchmark = null, locked = null, place = null, version = null, hasStaticIp = null } = machine ?? {};
  const { isDataCenter = null, continentCode = null, region = null } = place ?? {};
  return {
    collateral: node.collateral,
    tier: node.tier,
    payment_address: node.paymentAddress,
    ip: node.ip,
    active_since: node.activeSince,
    country: place?.country ?? null,
    country_code: place?.countryCode ?? null,
    provider: place?.provider ?? null,
    machine:
      machine === undefined
        ? null
        : JSON.stringify({ benchmark, locked, isDataCenter, continentCode, region, version, hasStaticIp })
  };
}

function specRow(spec: AppSpec): AppSpecRow {
  const end = spec.isTermReadable ? endOf(spec) : null;
  return {
    name: spec.name,
    owner: spec.owner,
    spec_version: spec.specVersion,
    hash: spec.hash,
    height: spec.height,
    end_height: end !== null && 'height' in end ? end.height : null,
    end_time: end !== null && 'time' in end ? end.time : null,
    instances: spec.instances,
    expire: spec.expire,
    components: JSON.stringify(spec.components),
    geolocation: JSON.stringify(spec.geolocation),
    is_encrypted: spec.isEncrypted ? 1 : 0
  };
}

/** As app_keys tells it of what is stored. */
function stateOf({ hash, height, end_height, end_time, components }: AppSpecRow): string {
  return [hash, height, end_height ?? -1, end_time ?? -1, components === 'null' ? 'unknown' : 'known'].join(' ');
}

function slices<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / SLICE) }, (_, index) =>
    rows.slice(index * SLICE, (index + 1) * SLICE)
  );
}
