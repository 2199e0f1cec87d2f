/** The time a chart shows, as its address says it: the newest days, everything, or from one day to another. */
import { addDays, bucketOf, daysBetween, isDate, type Bucket } from '../domain/periods.ts';
import { nextBucket } from './day-series.ts';
import { choiceOf } from './url-state.ts';

/** The API answers at most so many days. */
const MAX_DAYS = 3_650;

export const rangeDays = { '7d': 7, '30d': 30, '90d': 90, '180d': 180, '1y': 365, '2y': 730, all: MAX_DAYS } as const;
type RangeName = keyof typeof rangeDays;

export type ChartRange = RangeName | { from: string; to: string };

/** `from` and `to` together, if they are days in order and not too many; else `range`, 30 days by default. */
export function readRange(query: URLSearchParams, today: string): ChartRange {
  const from = query.get('from') ?? '';
  const asked = query.get('to') ?? '';
  if (isDate(from) && isDate(asked)) {
    const to = asked < today ? asked : today;
    if (from <= to && daysBetween(from, to) < MAX_DAYS) return { from, to };
  }
  return choiceOf(query, 'range', ['30d', '7d', '90d', '180d', '1y', '2y', 'all']);
}

/** The days to ask for, so that every bucket is whole, or whole until today. */
export function daysAsked(
  range: ChartRange,
  bucket: Bucket,
  today: string
): { limit: number } | { start_date: string; end_date: string } {
  if (range === 'all') return { limit: MAX_DAYS };
  const { from, to } = typeof range === 'string' ? { from: addDays(today, 1 - rangeDays[range]), to: today } : range;
  const lastDay = addDays(nextBucket(bucketOf(to, bucket), bucket), -1);
  const end = lastDay < today ? lastDay : today;
  const start = bucketOf(from, bucket);
  const earliest = addDays(end, 1 - MAX_DAYS);
  return { start_date: start < earliest ? earliest : start, end_date: end };
}
