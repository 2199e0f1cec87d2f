/**
 * Labels of a chart's axes. In time they stand where a day, week, month or year begins, as fine as there is room for;
 * every other one is minor: a narrow chart leaves it out.
 */
import { addDays, bucketOf, daysBetween, quarterStart, yearStart, type Bucket } from '../../domain/time/periods.ts';
import type { ChartPoint } from './data.ts';
import { axisDateText, compactText, countText } from '../format/format.ts';

export interface TimeTick {
  x: number;
  label: string;
  anchor: 'start' | 'middle' | 'end';
  isMinor: boolean;
}

const MAX_TICKS = 8;
/** Percent of the width that half a label needs. */
const EDGE = 4;

const day = (date: string) => axisDateText(date, false);
const month = (date: string) => axisDateText(date, true);
const year = (date: string) => date.slice(0, 4);
interface Step {
  /** About how many days it spans. */
  days: number;
  startOf: (date: string) => string;
  label: (date: string) => string;
}

const steps: Step[] = [
  { days: 1, startOf: (date) => date, label: day },
  { days: 2, startOf: (date) => `${Math.floor(daysBetween('1970-01-01', date) / 2)}`, label: day },
  { days: 7, startOf: (date) => bucketOf(date, 'weekly'), label: day },
  { days: 30, startOf: (date) => bucketOf(date, 'monthly'), label: month },
  { days: 91, startOf: quarterStart, label: month },
  { days: 182, startOf: (date) => `${date.slice(0, 4)}${date.slice(5, 7) < '07' ? 'a' : 'b'}`, label: month },
  { days: 365, startOf: yearStart, label: year },
  { days: 730, startOf: (date) => `${Math.floor(Number(year(date)) / 2)}`, label: year },
  { days: 1826, startOf: (date) => `${Math.floor(Number(year(date)) / 5)}`, label: year }
];

const finest: Record<Bucket, number> = { daily: 0, weekly: 2, monthly: 3 };

export function timeTicks(points: readonly ChartPoint[], bucket: Bucket, x: (index: number) => number): TimeTick[] {
  const dates = points.map(({ date }) => date);
  const span = daysBetween(dates[0] ?? '1970-01-01', dates.at(-1) ?? '1970-01-01');
  for (const { days, startOf, label } of steps.slice(finest[bucket])) {
    if (span / days > MAX_TICKS + 1) continue;
    const starts = dates.flatMap((date, index) => {
      const before = dates[index - 1] ?? addDays(date, -1);
      return startOf(date) === startOf(before) ? [] : [index];
    });
    if (starts.length <= MAX_TICKS) return ticksAt(starts.length > 1 ? starts : ends(dates), dates, { x, label });
  }
  return ticksAt(ends(dates), dates, { x, label: month });
}

function ends(dates: readonly string[]): number[] {
  return dates.length === 0 ? [] : [...new Set([0, dates.length - 1])];
}

interface Drawn {
  x: (index: number) => number;
  label: (date: string) => string;
}

function ticksAt(places: readonly number[], dates: readonly string[], { x, label }: Drawn): TimeTick[] {
  return places.map((index, tick) => {
    const left = x(index);
    const anchor = left < EDGE ? 'start' : left > 100 - EDGE ? 'end' : 'middle';
    return { x: left, label: label(dates[index] ?? ''), anchor, isMinor: places.length > 4 && tick % 2 === 1 };
  });
}

/** "2.5k", "$950", "40%"; in full where the short form would not tell two of them apart. */
export function valueLabels(ticks: readonly number[], unit: string): string[] {
  const isExact = ticks.every(
    (tick) => Math.abs(Number((tick / power(tick)).toPrecision(3)) * power(tick) - tick) < 1e-9 * power(tick)
  );
  return ticks.map((tick) => {
    const text = isExact && tick >= 0 ? compactText(tick) : countText(tick);
    return unit.startsWith('USD') ? `$${text}` : unit === '%' ? `${text}%` : text;
  });
}

function power(value: number): number {
  return value >= 1e6 ? 1e6 : value >= 1e3 ? 1e3 : 1;
}
