/** Two periods that are over, one after the other: what reports and explanations of changes compare. */
import { addDays, dateOf, periodStart, type Period } from './periods.ts';

export interface DateRange {
  start: string;
  end: string;
}

/**
 * The last completed period and the one before it; with `day` the one that this day lies in, if that is over. RangeError
 * for a day of a period that has not ended.
 */
export function completedPeriods(
  nowSeconds: number,
  period: Period,
  day?: string
): { current: DateRange; previous: DateRange } {
  const running = periodStart(dateOf(nowSeconds), period);
  const start = periodStart(day ?? addDays(running, -1), period);
  if (start >= running) throw new RangeError(`the period of ${day} has not ended`);
  const previousEnd = addDays(start, -1);
  return {
    current: { start, end: lastDayOf(start, period) },
    previous: { start: periodStart(previousEnd, period), end: previousEnd }
  };
}

/** No period is longer than 366 days, and none begins within another. */
function lastDayOf(start: string, period: Period): string {
  const longest = { daily: 1, weekly: 7, monthly: 31, quarterly: 92, yearly: 366 }[period];
  return addDays(periodStart(addDays(start, longest), period), -1);
}
