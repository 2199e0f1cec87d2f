/**
 * Days, ISO weeks (Monday), months, quarters and years, all UTC: the only module that knows a calendar.
 *
 * Instants are unix seconds, dates are `YYYY-MM-DD`, ranges of dates are inclusive, ends of time ranges exclusive. No
 * local-time getter is used, so the host's time zone changes nothing. The clock is always an argument.
 */

export const SECONDS_PER_DAY = 86_400;

export type Period = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';
export type Bucket = 'daily' | 'weekly' | 'monthly';

/** The UTC day of an instant. RangeError outside the years 0000-9999. */
export function dateOf(unixSeconds: number): string {
  const text = new Date(unixSeconds * 1000).toISOString();
  if (text.length !== 24) throw new RangeError(`no such day: ${unixSeconds}`);
  return text.slice(0, 10);
}

/** 00:00 UTC of a date. RangeError unless it is a real one. */
export function startOfDate(date: string): number {
  if (!isDate(date)) throw new RangeError(`not a date: ${JSON.stringify(date.slice(0, 40))}`);
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}

/** Whether the text is a day of the calendar: "2026-02-29" is not. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dateOf(ms / 1000) === text;
}

export function addDays(date: string, days: number): string {
  return dateOf(startOfDate(date) + days * SECONDS_PER_DAY);
}

/** Days from one date to another; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (startOfDate(to) - startOfDate(from)) / SECONDS_PER_DAY;
}

/** Every date from start to end, both included; empty if the end is before the start. */
export function eachDay(start: string, end: string): string[] {
  const first = startOfDate(start);
  const count = Math.max(0, daysBetween(start, end) + 1);
  return Array.from({ length: count }, (_, day) => dateOf(first + day * SECONDS_PER_DAY));
}

/** The `days` days that end today: they start at today - (days - 1). */
export function lastDays(today: string, days: number): { start: string; end: string } {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`not a number of days: ${days}`);
  return { start: addDays(today, 1 - days), end: today };
}

/** The Monday of the date's ISO week. */
export function isoWeekStart(date: string): string {
  const weekday = new Date(startOfDate(date) * 1000).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

export function monthStart(date: string): string {
  return `${checked(date).slice(0, 7)}-01`;
}

export function quarterStart(date: string): string {
  const month = Number(checked(date).slice(5, 7));
  return `${date.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

export function yearStart(date: string): string {
  return `${checked(date).slice(0, 4)}-01-01`;
}

/** First date of the day, week or month that a date belongs to: the key of a chart's bar. */
export function bucketOf(date: string, bucket: Bucket): string {
  return periodStart(date, bucket);
}

/** First date of the period that a date belongs to. */
export function periodStart(date: string, period: Period): string {
  switch (period) {
    case 'daily':
      return checked(date);
    case 'weekly':
      return isoWeekStart(date);
    case 'monthly':
      return monthStart(date);
    case 'quarterly':
      return quarterStart(date);
    case 'yearly':
      return yearStart(date);
  }
}

export interface PeriodAt {
  /** First date of the running period. */
  start: string;
  /** Today. */
  end: string;
  previousStart: string;
  previousEnd: string;
  startTime: number;
  previousStartTime: number;
  /** Exclusive; equals `startTime`. */
  previousEndTime: number;
  /** Exclusive: the instant of the previous period at which as much of it had elapsed as of this one by now. */
  likeForLikeEndTime: number;
}

/** The running period and the one before it. A shorter previous period clips the like-for-like end to its own end. */
export function periodAt(nowSeconds: number, period: Period): PeriodAt {
  const today = dateOf(nowSeconds);
  const start = periodStart(today, period);
  const previousEnd = addDays(start, -1);
  const previousStart = periodStart(previousEnd, period);
  const startTime = startOfDate(start);
  const previousStartTime = startOfDate(previousStart);
  const likeForLikeEndTime = Math.min(previousStartTime + (nowSeconds - startTime), startTime);
  return {
    start,
    end: today,
    previousStart,
    previousEnd,
    startTime,
    previousStartTime,
    previousEndTime: startTime,
    likeForLikeEndTime
  };
}

function checked(date: string): string {
  startOfDate(date);
  return date;
}
