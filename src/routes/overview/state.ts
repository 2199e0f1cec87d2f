/** What the overview's address says, and the addresses of its choices. */
import type { Period } from '../lib/contract/revenue.ts';
import type { Bucket } from '../lib/domain/periods.ts';
import { choiceOf, withQuery } from '../lib/ui/url-state.ts';

const units = ['flux', 'usd'] as const;
const views = ['daily', 'weekly', 'monthly'] as const satisfies Bucket[];
/** The API answers at most so many days. */
const ALL_DAYS = 3_650;
const ranges = { '30d': 30, '7d': 7, '90d': 90, '180d': 180, '1y': 365, all: ALL_DAYS } as const;
type Range = keyof typeof ranges;

export type Unit = (typeof units)[number];

export interface OverviewState {
  period: Period;
  unit: Unit;
  view: Bucket;
  range: Range;
  days: number;
}

interface Choice {
  text: string;
  title: string;
  href: '/' | `/?${string}`;
  isCurrent: boolean;
}

export function readState(query: URLSearchParams): OverviewState {
  const range = choiceOf(query, 'range', ['30d', '7d', '90d', '180d', '1y', 'all']);
  return {
    period: choiceOf(query, 'period', ['daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
    unit: choiceOf(query, 'unit', units),
    view: choiceOf(query, 'view', views),
    range,
    days: ranges[range]
  };
}

/** Every choice as a link that changes it and keeps the others. */
export function choicesOf(query: URLSearchParams, { period, unit, view, range }: OverviewState) {
  const links = <T extends string>(name: string, current: T, choices: readonly (readonly [T, string, string])[]) =>
    choices.map(([value, text, title], index): Choice => {
      const href = withQuery(query, { [name]: index === 0 ? null : value });
      return { text, title, href: `/${href}`, isCurrent: value === current };
    });
  return {
    period: links('period', period, [
      ['daily', 'D', 'Today'],
      ['weekly', 'W', 'This week'],
      ['monthly', 'M', 'This month'],
      ['quarterly', 'Q', 'This quarter'],
      ['yearly', 'Y', 'This year']
    ]),
    unit: links('unit', unit, [
      ['flux', 'FLUX', 'Revenue in FLUX'],
      ['usd', 'USD', 'Revenue in USD']
    ]),
    view: links('view', view, [
      ['daily', 'Days', 'Revenue per day'],
      ['weekly', 'Weeks', 'Revenue per week'],
      ['monthly', 'Months', 'Revenue per month']
    ]),
    range: links('range', range, [
      ['30d', '30d', '30 days'],
      ['7d', '7d', '7 days'],
      ['90d', '90d', '90 days'],
      ['180d', '180d', '180 days'],
      ['1y', '1y', 'One year'],
      ['all', 'all', 'Everything']
    ]).toSorted((a, b) => order(a.text) - order(b.text))
  };
}

function order(text: string): number {
  return ['7d', '30d', '90d', '180d', '1y', 'all'].indexOf(text);
}
