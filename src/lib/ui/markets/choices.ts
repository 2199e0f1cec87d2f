/** What may be chosen of a chart of the market, as its address says it. The first of each is the default. */
import { countText } from '../format/format.ts';
import { choiceOf } from '../state/url-state.ts';

/** Whether its axis is logarithmic. */
export function isLogIn(query: URLSearchParams, fallback: 'log' | 'linear' = 'log'): boolean {
  return choiceOf(query, 'scale', fallback === 'log' ? ['log', 'linear'] : ['linear', 'log']) === 'log';
}

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

/** The query without some parameters: those that mean something else, or nothing, once another one has changed. */
export function without(query: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !names.includes(name)));
}
