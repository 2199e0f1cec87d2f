/**
 * Daily values as days, weeks or months of a chart.
 *
 * Values are integers (satoshi, micro-dollars), null where unknown. A week or month with an unknown day is unknown as a
 * whole: half a sum would look like a fall. The bucket that holds today is open: its value is one to date.
 */
import { addDays, bucketOf, type Bucket } from '../domain/periods.ts';

export interface DayValue {
  date: string;
  value: bigint | null;
}

export interface BucketValue {
  /** First and last of its days that were given. */
  start: string;
  end: string;
  value: bigint | null;
  isOpen: boolean;
}

/** `days` ascending without holes, as the API answers them. Unknown days before the first known one are left out. */
export function bucketDays(days: readonly DayValue[], bucket: Bucket, today: string): BucketValue[] {
  const first = days.findIndex(({ value }) => value !== null);
  if (first < 0) return [];
  const groups = Map.groupBy(days.slice(first), ({ date }) => bucketOf(date, bucket));
  return [...groups].map(([key, group]) => ({
    start: group[0]?.date ?? key,
    end: group.at(-1)?.date ?? key,
    value: sumOf(group),
    isOpen: key === bucketOf(today, bucket)
  }));
}

/** Without the days before the first one that brought anything: what "all" shows. */
export function sinceFirst(days: readonly DayValue[]): readonly DayValue[] {
  const first = days.findIndex(({ value }) => value !== null && value !== 0n);
  return first < 0 ? [] : days.slice(first);
}

/** The days to ask for so that the first bucket is whole: `days` days ending today, from the start of their bucket. */
export function daysOfRange(today: string, days: number, bucket: Bucket): { start_date: string; end_date: string } {
  return { start_date: bucketOf(addDays(today, 1 - days), bucket), end_date: today };
}

function sumOf(days: readonly DayValue[]): bigint | null {
  let sum = 0n;
  for (const { value } of days) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
