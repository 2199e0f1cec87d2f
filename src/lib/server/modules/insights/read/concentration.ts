/** Who holds the network, by every measure that its nodes, apps and payments give. */
import type * as wire from '../../../../contract/insights/network.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import type { Concentration } from '../../../../domain/concentration/concentration.ts';
import { groupBy, type Groups } from '../../../../domain/concentration/groups.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import { BadRequest } from '../../../platform/errors.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readFigureDays, type Parts } from './days.ts';
import { holdingsOf, weightsOf, type HoldingsOf } from './holdings.ts';

type Dimension = wire.Dimension;
type Weight = wire.Weight;

export async function readConcentration(
  context: ReadContext,
  { query: { by, weight: asked, history_days } }: Pick<Parsed<typeof wire.concentration>, 'query'>
): Promise<Answer<typeof wire.concentration>> {
  const weight = checkedWeight(by, asked);
  const [now, days] = await Promise.all([
    readConcentrationNow(context, by, weight),
    readFigureDays(context, figureName(by, weight), history_days)
  ]);
  const history = days.map(({ date, parts }) => ({ date, ...indexesIn(parts) }));
  const { groups: found, coverage, asOf, stale } = now;
  if (found === null) {
    const nothing = { groups: null, unknown: null, ...noIndexes, known: noIndexes };
    return { by, weight, ...nothing, history, coverage, asOf, stale };
  }
  const value = (amount: bigint) => shownAmount(weight, amount);
  return {
    by,
    weight,
    groups: found.groups.map(({ key, label, amount, share }) => ({ key, label, value: value(amount), share })),
    unknown: {
      key: 'unknown',
      label: 'Unknown',
      value: value(found.unknown),
      share: percentOf(found.unknown, found.total)
    },
    ...(found.all ?? noIndexes),
    known: found.known ?? noIndexes,
    history,
    coverage,
    asOf,
    stale
  };
}

export async function readConcentrationNow(
  context: ReadContext,
  by: Dimension,
  weight: Weight
): Promise<Freshness & { groups: Groups | null; coverage: Coverage | null }> {
  const { holdings, coverage, asOf, stale }: HoldingsOf = await holdingsOf(context, by, weight);
  return { groups: holdings === null ? null : groupBy(holdings), coverage, asOf, stale };
}

/** The name under which days keep it. */
export function figureName(by: Dimension, weight: Weight): string {
  return `concentration.${by}.${weight}`;
}

const scales = { hhi: 100, nakamoto: 1, gini: 10_000, top1: 100, top5: 100, top10: 100 } as const;
const partNames = {
  hhi: 'hhi_e2',
  nakamoto: 'nakamoto',
  gini: 'gini_e4',
  top1: 'top1_e2',
  top5: 'top5_e2',
  top10: 'top10_e2'
} as const;
type Index = keyof Concentration;
const indexNames = Object.keys(scales) as Index[];

const noIndexes = { hhi: null, nakamoto: null, gini: null, top1: null, top5: null, top10: null };

/** As whole units, for a day. */
export function partsOfIndexes(indexes: Concentration): Record<string, number> {
  return Object.fromEntries(indexNames.map((name) => [partNames[name], Math.round(indexes[name] * scales[name])]));
}

function indexesIn(parts: Parts): Record<Index, number | null> {
  const of = (name: Index) => {
    const value = parts[partNames[name]];
    return value === undefined ? null : value / scales[name];
  };
  return {
    hhi: of('hhi'),
    nakamoto: of('nakamoto'),
    gini: of('gini'),
    top1: of('top1'),
    top5: of('top5'),
    top10: of('top10')
  };
}

function checkedWeight(by: Dimension, asked: Weight | undefined): Weight {
  const allowed = weightsOf[by];
  const weight = asked ?? allowed[0];
  if (allowed.includes(weight)) return weight;
  const message = `by ${by} one of ${allowed.join(', ')}`;
  throw new BadRequest(`weight: ${message}`, [{ name: 'weight', message }]);
}

function shownAmount(weight: Weight, amount: bigint): number | string {
  if (weight === 'revenue') return formatFlux(amount);
  return weight === 'cores' ? Number(amount) / 1_000 : Number(amount);
}
