/** Words and addresses that the pages about the market share. */
import { isDate } from '../../domain/time/periods.ts';
import { countText } from '../format/format.ts';

/** "1 day", "2,214 days". */
function daysText(days: number): string {
  return `${countText(days)} ${days === 1 ? 'day' : 'days'}`;
}

/** What a history lacks, in a sentence; null: nothing. */
export function gapsText({
  missingDays,
  gaps,
  first,
  last
}: {
  missingDays: number;
  gaps: readonly { start: string; end: string; days: number }[];
  first: string | null;
  last: string | null;
}): string | null {
  if (missingDays === 0 || first === null || last === null) return null;
  const newest = gaps
    .slice(-3)
    .map(({ start, end }) => (start === end ? start : `${start} to ${end}`))
    .join(', ');
  const which = gaps.length > 3 ? `the newest gaps are ${newest}` : newest;
  return `${daysText(missingDays)} between ${first} and ${last} ${missingDays === 1 ? 'has' : 'have'} no close that anybody told (${which}). None is made up.`;
}

/** A range of one's own that the address names; null: none, or no such days. */
export function ownRangeIn(query: URLSearchParams): { from: string; to: string } | null {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  return isDate(from) && isDate(to) && from <= to ? { from, to } : null;
}

/** The query without some parameters: those that mean something else, or nothing, once another one has changed. */
export function without(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !names.includes(name)));
}
