/**
 * Amounts with their holders, for every pair of a dimension and a weight that says something.
 *
 * Copies of an app stand on nodes, so their number and what they bring in are held by whoever holds the node. What cannot
 * be placed (an app without a copy, a copy on a node that is not listed, a payment for no known app) is held by nobody known.
 */
import type { Dimension, Weight } from '../../../../contract/insights/network.ts';
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import type { Tier } from '../../../../domain/census/census.ts';
import { sharedAmong, type Holding } from '../../../../domain/concentration/groups.ts';
import type { NodeFact } from '../../../../domain/insights/node-fact.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext } from '../../ledger/module.ts';
import { readFacts, type NetworkFacts } from './network-facts.ts';
import { readRecentPayers, readRecentRevenue } from './recent-revenue.ts';

type NodeDimension = Exclude<Dimension, 'owner' | 'payer'>;

export interface HoldingsOf extends Freshness {
  /** null: not known. */
  holdings: Holding[] | null;
  coverage: Coverage | null;
}

/** The first is what is meant where none is asked for. */
export const weightsOf: Record<Dimension, readonly [Weight, ...Weight[]]> = {
  provider: ['nodes', 'cores', 'collateral', 'instances', 'revenue'],
  country: ['nodes', 'cores', 'collateral', 'instances', 'revenue'],
  continent: ['nodes', 'cores', 'collateral', 'instances', 'revenue'],
  operator: ['nodes', 'cores', 'collateral', 'instances', 'revenue'],
  owner: ['instances', 'revenue'],
  payer: ['revenue']
};

/** Whole FLUX that a node locks (facts 1.3). */
const collateralOf: Record<Tier, bigint> = { cumulus: 1_000n, nimbus: 12_500n, stratus: 40_000n };

export async function holdingsOf(context: ReadContext, by: Dimension, weight: Weight): Promise<HoldingsOf> {
  if (by === 'payer') return holdingsOfPayers(context);
  const [facts, listed, seen] = await Promise.all([
    readFacts(context),
    listedAt(context, by === 'owner' ? 'app-specs' : 'node-list'),
    observedAt(context)
  ]);
  const fresh = weight === 'instances' || weight === 'revenue' ? oldestOf([listed, seen]) : listed;
  if (listed.asOf === null || fresh.asOf === null || (fresh !== listed && seen.asOf === null))
    return { holdings: null, coverage: null, asOf: fresh.asOf, stale: true };
  if (weight !== 'revenue') {
    const holdings = by === 'owner' ? instancesByOwner(facts) : ofNodes(facts, by, weight);
    return { holdings, coverage: coverageOf(holdings, weight === 'instances' ? 'apps' : 'nodes'), ...fresh };
  }
  const { byApp, total, coverage, ...ledger } = await readRecentRevenue(context);
  if (coverage !== null) return { holdings: null, coverage, ...oldestOf([fresh, ledger]) };
  const holdings = by === 'owner' ? await revenueByOwner(context, facts, byApp) : revenueByPlace(facts, by, byApp);
  const held = coverageOf(holdings, 'apps');
  const attributed = holdings.reduce((sum, { amount }) => sum + amount, 0n);
  holdings.push({ key: null, amount: total - attributed });
  return { holdings, coverage: held, ...oldestOf([fresh, ledger]) };
}

async function holdingsOfPayers(context: ReadContext): Promise<HoldingsOf> {
  const { payers, coverage, asOf, stale } = await readRecentPayers(context);
  if (coverage !== null) return { holdings: null, coverage, asOf, stale };
  const holdings = payers.map(({ payer, sat }) => ({ key: payer, amount: sat }));
  const count = (wanted: typeof payers) => wanted.reduce((sum, { payments }) => sum + payments, 0);
  const [known, total] = [count(payers.filter(({ payer }) => payer !== null)), count(payers)];
  return { holdings, coverage: known === total ? null : { known, total, unit: 'payments' }, asOf, stale };
}

function ofNodes({ nodes, places }: NetworkFacts, by: NodeDimension, weight: Exclude<Weight, 'revenue'>): Holding[] {
  if (weight === 'instances') {
    const nodeAt = nodesByIp(nodes);
    return [...places.values()].flatMap((ips) => ips.map((ip) => ({ ...holderOf(nodeAt.get(ip), by), amount: 1n })));
  }
  return nodes.map((node) => ({ ...holderOf(node, by), amount: amountOf(node, weight) }));
}

function amountOf({ tier, capacity }: NodeFact, weight: 'nodes' | 'cores' | 'collateral'): bigint {
  if (weight === 'nodes') return 1n;
  return weight === 'collateral' ? collateralOf[tier] : BigInt(capacity?.millicores ?? 0);
}

function instancesByOwner({ apps, places }: NetworkFacts): Holding[] {
  const ownerOf = new Map(apps.map(({ name, owner }) => [name, owner]));
  return [...places].map(([name, ips]) => ({ key: ownerOf.get(name) ?? null, amount: BigInt(ips.length) }));
}

async function revenueByOwner(
  { store }: ReadContext,
  { apps }: NetworkFacts,
  byApp: ReadonlyMap<string, bigint>
): Promise<Holding[]> {
  const ownerOf = new Map(apps.map(({ name, owner }) => [name, owner]));
  const gone = [...byApp.keys()].filter((name) => !ownerOf.has(name));
  for (const { app_name, owner } of await store.query('newest_messages_of', { names: keySet(gone) }))
    ownerOf.set(app_name, owner === '' ? null : owner);
  return [...byApp].map(([name, amount]) => ({ key: ownerOf.get(name) ?? null, amount }));
}

function revenueByPlace(
  { nodes, places }: NetworkFacts,
  by: NodeDimension,
  byApp: ReadonlyMap<string, bigint>
): Holding[] {
  const nodeAt = nodesByIp(nodes);
  return [...byApp].flatMap(([name, amount]) => {
    const ips = places.get(name) ?? [];
    if (ips.length === 0) return [{ key: null, amount }];
    return sharedAmong(amount, ips.length).map((part, copy) => ({
      ...holderOf(nodeAt.get(ips[copy] ?? ''), by),
      amount: part
    }));
  });
}

function nodesByIp(nodes: readonly NodeFact[]): Map<string, NodeFact> {
  return new Map(nodes.flatMap((node) => (node.ip === null ? [] : [[node.ip, node] as const])));
}

function holderOf(node: NodeFact | undefined, by: NodeDimension): { key: string | null; label?: string | null } {
  switch (by) {
    case 'provider':
      return { key: node?.provider ?? null };
    case 'country':
      return { key: node?.countryCode ?? null, label: node?.country ?? null };
    case 'continent':
      return { key: node?.continentCode ?? null };
    case 'operator':
      return { key: node?.operator ?? null };
  }
}

/** How many of the holdings have a holder; null where all have. What weighs nothing is not known either. */
function coverageOf(holdings: readonly Holding[], unit: 'nodes' | 'apps'): Coverage | null {
  const known = holdings.filter(({ key, amount }) => key !== null && amount > 0n).length;
  const total = holdings.filter(({ key, amount }) => key !== null || amount > 0n).length;
  return known === total ? null : { known, total, unit };
}

async function listedAt(context: ReadContext, document: 'node-list' | 'app-specs'): Promise<Freshness> {
  const readAt = await lastReadAt(context.store, document);
  return freshnessAt(readAt, context.now(), censusLimitSeconds(context));
}

async function observedAt(context: ReadContext): Promise<Freshness> {
  const [watched] = await context.store.query('observed_day_last', { kind: 'apps' });
  return freshnessAt(watched?.last_cycle_at ?? null, context.now(), censusLimitSeconds(context));
}
