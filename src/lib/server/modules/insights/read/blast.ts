/** What would be lost with the nodes of one provider, country, operator or version. */
import type * as wire from '../../../../contract/insights/what-if.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { blastOf, type Hit } from '../../../../domain/insights/blast.ts';
import type { NodeFact } from '../../../../domain/insights/node-fact.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext } from '../../ledger/module.ts';
import { readFacts } from './network-facts.ts';
import { readRecentRevenue } from './recent-revenue.ts';

type Query = Parsed<typeof wire.blast>['query'];

export async function readBlast(context: ReadContext, { query }: { query: Query }): Promise<Answer<typeof wire.blast>> {
  const [facts, recent, readAt, [watched]] = await Promise.all([
    readFacts(context),
    readRecentRevenue(context),
    lastReadAt(context.store, 'node-list'),
    context.store.query('observed_day_last', { kind: 'apps' })
  ]);
  const limit = censusLimitSeconds(context);
  const fresh = oldestOf([readAt, watched?.last_cycle_at ?? null].map((at) => freshnessAt(at, context.now(), limit)));
  const { nodes } = facts;
  const told = nodes.filter((node) => valueOf(node, query) !== null).length;
  const coverage = told === nodes.length ? null : ({ known: told, total: nodes.length, unit: 'nodes' } as const);
  if (readAt === null || watched === undefined) {
    const nothing = { nodes: null, apps: null, losing: null, capacityLeft: null, revenueExposed: null, revenue: null };
    return { ...nothing, coverage, ...fresh };
  }
  const blast = blastOf(nodes, { isDark: (node) => isMeant(node, query), places: facts.places });
  const { all, most, some, left, total } = blast;
  const sum = (hits: readonly Hit[]) => hits.reduce((sat, { name }) => sat + (recent.byApp.get(name) ?? 0n), 0n);
  const isPaid = recent.coverage === null;
  const thousands = (now: number, before: number) => leftOf(now / 1_000, before / 1_000);
  return {
    nodes: blast.nodes,
    apps: { all: all.length, most: most.length, some: some.length },
    losing: { all, most, some },
    capacityLeft: {
      nodes: leftOf(nodes.length - blast.nodes, nodes.length),
      cores: thousands(left.millicores, total.millicores),
      ramGb: thousands(left.ramMb, total.ramMb),
      storageGb: thousands(left.storageMb, total.storageMb)
    },
    revenueExposed: isPaid ? formatFlux(sum(all)) : null,
    revenue: isPaid
      ? {
          all: formatFlux(sum(all)),
          most: formatFlux(sum(most)),
          some: formatFlux(sum(some)),
          shareOfAll: percentOf(sum(all), recent.total)
        }
      : null,
    coverage,
    ...fresh
  };
}

function leftOf(left: number, total: number) {
  const whole = (amount: number) => BigInt(Math.round(amount * 1_000));
  return { left, total, percent: percentOf(whole(left), whole(total)) };
}

function isMeant(node: NodeFact, query: Query): boolean {
  if (query.country === undefined) return valueOf(node, query) === (query.provider ?? query.operator ?? query.version);
  return node.countryCode === query.country.toUpperCase() || node.country === query.country;
}

function valueOf(node: NodeFact, query: Query): string | null {
  if (query.provider !== undefined) return node.provider;
  if (query.operator !== undefined) return node.operator;
  return query.version === undefined ? (node.countryCode ?? node.country) : node.version;
}
