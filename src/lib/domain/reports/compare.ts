/**
 * One figure over two periods. It is compared only where every day of both is known; what is missing is named instead.
 *
 * Sums are added, gauges are the mean of their days, and percentages are made of the sums of their parts, before anything
 * is rounded. A percentage changes in points, everything else in percent.
 */
import { change, trendOf, type Trend } from '../money/change.ts';
import { divideHalfUp } from '../money/decimal.ts';
import { eachDay } from '../time/periods.ts';
import type { DateRange } from '../time/completed-periods.ts';

export type Kind = 'sum' | 'gauge' | 'percent';

/** Whole units of a day; `whole` of a percentage is what its `part` is of. Absent days are not known. */
export type DayValues = ReadonlyMap<string, { part: bigint; whole?: bigint }>;

/** In hundredths of the unit for gauges and percentages, in whole units for sums. */
export interface Compared {
  current: bigint | null;
  previous: bigint | null;
  difference: bigint | null;
  /** Percent of the previous period; points for percentages. */
  change: number | null;
  trend: Trend;
  /** Days of both periods that are not known, ascending. */
  missing: string[];
}

export function comparePeriods(
  kind: Kind,
  days: DayValues,
  { current, previous }: { current: DateRange; previous: DateRange }
): Compared {
  const missing = eachDay(previous.start, current.end).filter((date) => !days.has(date));
  if (missing.length > 0) {
    return { current: null, previous: null, difference: null, change: null, trend: 'unknown', missing };
  }
  const [now, before] = [current, previous].map((range) => valueOf(kind, days, range));
  const known = now !== null && now !== undefined && before !== null && before !== undefined;
  const difference = known ? now - before : null;
  const moved =
    kind === 'percent' ? (difference === null ? null : Number(difference) / 100) : known ? change(now, before) : null;
  return {
    current: now ?? null,
    previous: before ?? null,
    difference,
    change: moved,
    trend: trendOf(moved),
    missing
  };
}

function valueOf(kind: Kind, days: DayValues, { start, end }: DateRange): bigint | null {
  const values = eachDay(start, end).flatMap((date) => days.get(date) ?? []);
  const parts = values.reduce((sum, { part }) => sum + part, 0n);
  if (kind === 'sum') return parts;
  if (kind === 'gauge') return divideHalfUp(parts * 100n, BigInt(values.length));
  const whole = values.reduce((sum, { whole = 0n }) => sum + whole, 0n);
  return whole === 0n ? null : divideHalfUp(parts * 10_000n, whole);
}
