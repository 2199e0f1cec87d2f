/**
 * The time a chart shows, as its address says it: the newest days, everything, or from one day to another.
 *
 * A range is asked for as it is, in every view: weeks and months at its ends are cut and say so. Reaching out for whole
 * ones would give each view another total. Only one that is too short to hold a few weeks or months is widened to the next
 * that does: one point is no chart.
 */
import { addDays, daysBetween, isDate, type Bucket } from '../../domain/time/periods.ts';
import { choiceOf } from '../state/url-state.ts';

/** The API answers at most so many days. */
const MAX_DAYS = 3_650;

export const rangeDays = { '7d': 7, '30d': 30, '90d': 90, '180d': 180, '1y': 365, '2y': 730, all: MAX_DAYS } as const;
type RangeName = keyof typeof rangeDays;

export type ChartRange = RangeName | { from: string; to: string };

/** Shorter ranges may hold a single week or month. */
const LEAST_DAYS: Record<Bucket, number> = { daily: 1, weekly: 14, monthly: 32 };
const LEAST_RANGE: Record<Bucket, RangeName> = { daily: '7d', weekly: '30d', monthly: '90d' };

/** The API knows no earlier day, and weeks and months around the last one must be days that a calendar has. */
const FIRST_DAY = '1970-01-01';
const LAST_DAY = '9998-12-31';

/**
 * `from` and `to` together, if they are days in order; else `range`, 30 days by default. Of more days than the API answers
 * it is the newest. A range ends today at the latest, unless all of it is still to come: then it stays what was asked for,
 * and nothing is known of it.
 */
export function readRange(query: URLSearchParams, today: string, view: Bucket = 'daily'): ChartRange {
  const asked = askedRange(query, today);
  if (typeof asked === 'string') return rangeDays[asked] < LEAST_DAYS[view] ? LEAST_RANGE[view] : asked;
  const isLong = daysBetween(asked.from, asked.to) + 1 >= LEAST_DAYS[view];
  const from = addDays(asked.to, 1 - rangeDays[LEAST_RANGE[view]]);
  return isLong || from < FIRST_DAY || asked.from > today ? asked : { from, to: asked.to };
}

/** "Widened to 90 days: fewer make no months."; null = the range is what was asked for. */
export function widenedText(query: URLSearchParams, today: string, view: Bucket): string | null {
  const range = readRange(query, today, view);
  if (JSON.stringify(range) === JSON.stringify(askedRange(query, today))) return null;
  const days = typeof range === 'string' ? rangeDays[range] : daysBetween(range.from, range.to) + 1;
  return `Widened to ${days} days: fewer make no ${view === 'weekly' ? 'weeks' : 'months'}.`;
}

function askedRange(query: URLSearchParams, today: string): ChartRange {
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

/**
 * The days to ask for with as many more before them, as far as the API goes; `lead`: how many there are. Everything has
 * nothing before it.
 */
export function daysWithLead(
  range: ChartRange,
  today: string,
  wanted: (days: number) => number
): { query: ReturnType<typeof daysAsked>; lead: number } {
  const query = daysAsked(range, today);
  if ('limit' in query) return { query, lead: 0 };
  const days = daysBetween(query.start_date, query.end_date) + 1;
  const lead = Math.max(0, Math.min(wanted(days), MAX_DAYS - days, daysBetween(FIRST_DAY, query.start_date)));
  return { query: { ...query, start_date: addDays(query.start_date, -lead) }, lead };
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
