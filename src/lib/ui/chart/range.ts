/**
 * The time a chart shows, as its address says it: the newest days, everything, or from one day to another.
 *
 * A range is asked for as it is, in every view: weeks and months at its ends are cut and say so. Reaching out for whole
 * ones would give each view another total.
 */
import { addDays, isDate } from '../../domain/time/periods.ts';
import { choiceOf } from '../state/url-state.ts';

/** The API answers at most so many days. */
const MAX_DAYS = 3_650;

export const rangeDays = { '7d': 7, '30d': 30, '90d': 90, '180d': 180, '1y': 365, '2y': 730, all: MAX_DAYS } as const;
type RangeName = keyof typeof rangeDays;

export type ChartRange = RangeName | { from: string; to: string };

/** The API knows no earlier day, and weeks and months around the last one must be days that a calendar has. */
const FIRST_DAY = '1970-01-01';
const LAST_DAY = '9998-12-31';

/**
 * `from` and `to` together, if they are days in order; else `range`, 30 days by default. Of more days than the API answers
 * it is the newest. A range ends today at the latest, unless all of it is still to come: then it stays what was asked for,
 * and nothing is known of it.
 */
export function readRange(query: URLSearchParams, today: string): ChartRange {
  const from = query.get('from') ?? '';
  const asked = query.get('to') ?? '';
  if (isDate(from) && isDate(asked) && from <= asked && asked <= LAST_DAY) {
    const to = latest(FIRST_DAY, asked < today || from > today ? asked : today);
    return { from: latest(from, addDays(to, 1 - MAX_DAYS), FIRST_DAY), to };
  }
  return choiceOf(query, 'range', ['30d', '7d', '90d', '180d', '1y', '2y', 'all']);
}

function latest(...dates: [string, ...string[]]): string {
  return dates.reduce((last, date) => (date > last ? date : last));
}

/** The days to ask for. */
export function daysAsked(
  range: ChartRange,
  today: string
): { limit: number } | { start_date: string; end_date: string } {
  if (range === 'all') return { limit: MAX_DAYS };
  if (typeof range !== 'string') return { start_date: range.from, end_date: range.to };
  return { start_date: addDays(today, 1 - rangeDays[range]), end_date: today };
}

/** Why nothing of a range is known, where that follows from the range; `what`: "payments". Else null. */
export function outsideText(
  range: ChartRange,
  { what, first, today }: { what: string; first: string | null; today: string }
): string | null {
  if (typeof range === 'string') return null;
  if (range.from > today) return `No ${what} after ${today}: these days are still to come.`;
  return first !== null && range.from < first ? `No ${what} before ${first}.` : null;
}
