/** The choices of a chart as links that change one of them and keep the others. The first of each is the default. */
import type { Bucket } from '../../domain/time/periods.ts';
import type { ChartRange } from './range.ts';
import { withQuery } from '../state/url-state.ts';

interface Choice<Path extends string> {
  text: string;
  title: string;
  href: `${Path}${'' | `?${string}`}`;
  isCurrent: boolean;
}

export function choiceLinks<const Path extends string>(path: Path, query: URLSearchParams) {
  return (
    name: string,
    current: unknown,
    choices: readonly (readonly [value: string, text: string, title: string])[]
  ) =>
    choices.map(([value, text, title], index): Choice<Path> => {
      const href: '' | `?${string}` = withQuery(query, { [name]: index === 0 ? null : value });
      return { text, title, href: `${path}${href}`, isCurrent: value === current };
    });
}

/** Ranges in the order of their length; 30 days is what an address without one means. */
export function rangeLinks<const Path extends string>(path: Path, query: URLSearchParams, current: ChartRange) {
  const own = new URLSearchParams(query);
  for (const name of ['from', 'to']) own.delete(name);
  const [month, week, ...longer] = choiceLinks(path, own)('range', current, [
    ['30d', '30d', '30 days'],
    ['7d', '7d', '7 days'],
    ['90d', '90d', '90 days'],
    ['1y', '1y', 'One year'],
    ['all', 'all', 'Everything']
  ]);
  return [week, month, ...longer].filter((choice) => choice !== undefined);
}

export const views = ['daily', 'weekly', 'monthly'] as const satisfies Bucket[];

export function viewLinks<const Path extends string>(path: Path, query: URLSearchParams, current: Bucket) {
  return choiceLinks(path, query)('view', current, [
    ['daily', 'Days', 'Per day'],
    ['weekly', 'Weeks', 'Per week'],
    ['monthly', 'Months', 'Per month']
  ]);
}

/** What a chart may show beside its lines. */
export type Offer = 'mean' | 'before' | 'marks';

/** What a chart of a range can show beside its lines: everything has nothing before it, and only days have a mean. */
export function shadowOffers(range: ChartRange, view: Bucket): Offer[] {
  return [...(view === 'daily' ? (['mean'] as const) : []), ...(range === 'all' ? [] : (['before'] as const))];
}
