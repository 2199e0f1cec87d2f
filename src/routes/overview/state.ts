/**
 * What the overview's address says: what the cards compare with, what the carousel lists and what the chart shows. A link
 * that is old or mistyped means the defaults.
 */
import type { Period } from '../../lib/contract/ledger/revenue.ts';
import type { Bucket } from '../../lib/domain/time/periods.ts';
import { views } from '../../lib/ui/chart/choices.ts';
import { readExtras, type Extras } from '../../lib/ui/chart/extra-lines.ts';
import { readRange, type ChartRange } from '../../lib/ui/chart/range.ts';
import { choiceOf, textOf } from '../../lib/ui/state/url-state.ts';
import {
  chartCategories,
  secondFigures,
  type ChartCategoryName,
  type ChartMetric,
  type SecondName
} from './metrics.ts';

const units = ['flux', 'usd'] as const;
const highlights = ['stats', 'deployed', 'expiring'] as const;
export type HighlightList = (typeof highlights)[number];

export type ChartState = ChartMetric & {
  /** Of revenue; nothing else has two. */
  unit: (typeof units)[number];
  view: Bucket;
  range: ChartRange;
  /** Of `repos`; null = none was named. */
  image: string | null;
  extras: Extras;
  /** Beside it on an axis of its own; null = nothing. */
  second: SecondName | null;
  /** Whether known events are marked. */
  marks: boolean;
};

export interface OverviewState {
  period: Period;
  list: HighlightList;
  /** All of the list, not only the first of it. */
  isListWhole: boolean;
  chart: ChartState;
}

const categories = Object.keys(chartCategories) as [ChartCategoryName, ...ChartCategoryName[]];
/** The API takes no longer name. */
const MAX_IMAGE = 512;

export function readState(query: URLSearchParams, today: string): OverviewState {
  return {
    period: choiceOf(query, 'period', ['daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
    list: readHighlights(query),
    isListWhole: query.get('all') === '1',
    chart: readChart(query, today)
  };
}

export function readHighlights(query: URLSearchParams): HighlightList {
  return choiceOf(query, 'list', highlights);
}

export function readChart(query: URLSearchParams, today: string): ChartState {
  const category = choiceOf(query, 'category', categories);
  const [first, ...others] = chartCategories[category].metrics.map(({ key }) => key);
  const view = choiceOf(query, 'view', views);
  const shown = {
    ...({ category, metric: choiceOf(query, 'metric', [first ?? '', ...others]) } as ChartMetric),
    unit: choiceOf(query, 'unit', units)
  };
  return {
    ...shown,
    view,
    range: readRange(query, today, view),
    image: textOf(query, 'image')?.slice(0, MAX_IMAGE) ?? null,
    extras: readExtras(query),
    second: secondChoices(shown).find((name) => name === query.get('with')) ?? null,
    marks: query.get('marks') !== '0'
  };
}

/** What may stand beside a figure: all but itself. */
export function secondChoices({ category, metric, unit }: ChartMetric & Pick<ChartState, 'unit'>): SecondName[] {
  return (Object.keys(secondFigures) as SecondName[]).filter((name) => {
    const { of } = secondFigures[name];
    const isSame = of.category === category && of.metric === metric;
    return !isSame || (metric === 'revenue' && of.unit !== unit);
  });
}
