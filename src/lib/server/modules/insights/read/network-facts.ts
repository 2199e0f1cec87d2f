/**
 * The network of the last census in the terms of its rules: apps with their ends and copies, nodes with their machines.
 *
 * Thousands of rows are read and parsed once for each census cycle and tip, in slices, so that nobody waits for them.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { heightOfEnd, resourcesOf } from '../../../../domain/apps/app-resources.ts';
import type { AppComponent } from '../../../../domain/chain.ts';
import type { AppNow } from '../../../../domain/insights/app-now.ts';
import type { Capacity, NodeFact } from '../../../../domain/insights/node-fact.ts';
import { readEntry } from '../../../platform/store/documents/answer-status.ts';
import { endOfRow, parseComponents, readTip } from '../../apps/module.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext } from '../../ledger/module.ts';
import type { AppNowRow, NodeNowRow } from '../statements.ts';
import { createKept, perContext } from './kept.ts';

const SLICE = 1_000;

export interface StoredApp extends Omit<AppNow, 'endHeight'> {
  end: ReturnType<typeof endOfRow>;
  components: AppComponent[] | null;
}

export interface NetworkFacts {
  apps: StoredApp[];
  nodes: NodeFact[];
  /** Addresses by app, one for each copy. */
  places: ReadonlyMap<string, readonly string[]>;
}

/** What the network is at a tip; `tip` null: nobody knows, and so nothing can be said of ends. */
export interface AppsNow extends Freshness {
  tip: number | null;
  apps: AppNow[];
  facts: NetworkFacts;
}

const keptFacts = perContext(({ now }: ReadContext) => createKept<NetworkFacts>({ max: 1, now, maxAgeSeconds: 900 }));

export async function readFacts(context: ReadContext): Promise<NetworkFacts> {
  const census = await readEntry(context.store, 'census');
  return keptFacts(context)('', JSON.stringify(census ?? null), () => makeFacts(context));
}

/** Apps against the newest height. What was never observed is `stale` and of no moment. */
export async function readAppsNow(context: ReadContext): Promise<AppsNow> {
  const [at, facts, [watched]] = await Promise.all([
    readTip(context),
    readFacts(context),
    context.store.query('observed_day_last', { kind: 'apps' })
  ]);
  const seen = freshnessAt(watched?.last_cycle_at ?? null, context.now(), censusLimitSeconds(context));
  const { tip } = at;
  const now = context.now();
  const apps = facts.apps.map(({ end, components: _, ...app }) => ({
    ...app,
    endHeight: end === null || tip === null ? null : heightOfEnd(end, { tip, now })
  }));
  const isKnown = tip !== null && seen.asOf !== null;
  return { tip: isKnown ? tip : null, apps, facts, ...oldestOf([at, seen]) };
}

async function makeFacts({ store }: ReadContext): Promise<NetworkFacts> {
  const [apps, placed, nodes] = await Promise.all([
    store.query('apps_now', {}),
    store.query('places_now', {}),
    store.query('nodes_now', {})
  ]);
  const places = new Map<string, string[]>();
  for (const { app_name, ip } of placed) {
    const known = places.get(app_name);
    if (known === undefined) places.set(app_name, [ip]);
    else known.push(ip);
  }
  return {
    apps: await inSlices(apps, (row) => appOf(row, places)),
    nodes: await inSlices(nodes, nodeOf),
    places
  };
}

async function inSlices<Row, T>(rows: readonly Row[], read: (row: Row) => T): Promise<T[]> {
  const made: T[] = [];
  for (let from = 0; from < rows.length; from += SLICE) {
    for (const row of rows.slice(from, from + SLICE)) made.push(read(row));
    await nextTurn();
  }
  return made;
}

function appOf(row: AppNowRow, places: ReadonlyMap<string, readonly string[]>): StoredApp {
  const components = parseComponents(row.components);
  const isEncrypted = row.is_encrypted === 1;
  return {
    name: row.name,
    owner: row.owner === '' ? null : row.owner,
    isEncrypted,
    height: row.height,
    end: endOfRow(row),
    ordered: row.instances,
    nodes: new Set(places.get(row.name)).size,
    resources: resourcesOf({ components, isEncrypted }),
    components
  };
}

const Amount = z.number().min(0);
const Text = z.string().nullish();
const Machine = z.object({
  benchmark: z.object({ cores: Amount, ramGb: Amount, storageGb: Amount }).nullish(),
  locked: z.object({ cores: Amount, ramMb: Amount, storageGb: Amount }).nullish(),
  continentCode: Text,
  region: Text,
  version: Text,
  hasStaticIp: z.boolean().nullish()
});

function nodeOf(row: NodeNowRow): NodeFact {
  const machine = row.machine === null ? null : Machine.parse(JSON.parse(row.machine));
  return {
    collateral: row.collateral,
    tier: row.tier,
    operator: row.payment_address,
    ip: row.ip,
    country: row.country,
    countryCode: row.country_code,
    provider: row.provider,
    continentCode: machine?.continentCode?.toUpperCase() ?? null,
    region: machine?.region ?? null,
    version: machine?.version ?? null,
    hasStaticIp: machine?.hasStaticIp ?? null,
    capacity: machine?.benchmark ? capacityOf(machine.benchmark, machine.benchmark.ramGb * 1_000) : null,
    locked: machine?.locked ? capacityOf(machine.locked, machine.locked.ramMb) : null
  };
}

function capacityOf({ cores, storageGb }: { cores: number; storageGb: number }, ramMb: number): Capacity {
  return {
    millicores: Math.round(cores * 1_000),
    ramMb: Math.round(ramMb),
    storageMb: Math.round(storageGb * 1_000)
  };
}
