/**
 * What the overview's address says: what the cards compare with, what the carousel lists and what the chart shows. A link
 * that is old or mistyped means the defaults.
 */
import type { Period } from '../../lib/contract/ledger/revenue.ts';
import type { Bucket } from '../../lib/domain/time/periods.ts';
import { views } from '../../lib/ui/chart/choices.ts';
import { readRange, type ChartRange } from '../../lib/ui/chart/range.ts';
import { choiceOf, textOf } from '../../lib/ui/state/url-state.ts';
import { chartCategories, type ChartCategoryName, type ChartMetric } from './metrics.ts';

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
  return {
    ...({ category, metric: choiceOf(query, 'metric', [first ?? '', ...others]) } as ChartMetric),
    unit: choiceOf(query, 'unit', units),
    view: choiceOf(query, 'view', views),
    range: readRange(query, today),
    image: textOf(query, 'image')?.slice(0, MAX_IMAGE) ?? null
  };
}
