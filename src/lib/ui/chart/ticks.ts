/**
 * Labels of a chart's axes. In time they stand where a day, week, month or year begins, as fine as there is room for. A
 * narrower chart leaves out some, evenly, so that no two ever touch.
 */
import { addDays, bucketOf, daysBetween, quarterStart, yearStart, type Bucket } from '../../domain/time/periods.ts';
import type { ChartPoint } from './data.ts';
import { axisDateText, compactText, countText } from '../format/format.ts';

export interface TimeTick {
  x: number;
  label: string;
  anchor: 'start' | 'middle' | 'end';
  /** 0: in every chart; the higher, the wider a chart must be to show it. */
  rank: number;
}

const MAX_TICKS = 8;

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

/** A label needs so much of the width, with room to its neighbour, in a plot of so many pixels. */
const PIXELS_PER_SIGN = 7.4;
const APART = 10;
/** Narrowest plots that the chart's style sheet tells apart, from a phone on. */
const WIDTHS = [190, 300, 480, 640, 900] as const;
const STRIDES = [1, 2, 4, 8];

function ticksAt(places: readonly number[], dates: readonly string[], { x, label }: Drawn): TimeTick[] {
  const labels = places.map((index) => ({ x: x(index), label: label(dates[index] ?? '') }));
  const chosen = new Map<number, TimeTick>();
  WIDTHS.forEach((width, rank) => {
    // What a narrower chart shows keeps its place in a wider one.
    const tickAt = (at: number) => chosen.get(at) ?? { ...placed(labels[at], width), rank };
    const every = (stride: number) => [...labels.keys()].filter((at) => at % stride === 0);
    const kept = STRIDES.map(every).find((ats) => areApart(ats.map(tickAt), width));
    for (const at of kept ?? []) chosen.set(at, tickAt(at));
  });
  return [...chosen].toSorted(([a], [b]) => a - b).map(([, tick]) => tick);
}

/** At the ends within the plot. */
function placed(one: Pick<TimeTick, 'x' | 'label'> | undefined, width: number): Omit<TimeTick, 'rank'> {
  const { x, label } = one ?? { x: 0, label: '' };
  const half = (lengthOf(label) / width) * 50;
  return { x, label, anchor: x < half ? 'start' : x > 100 - half ? 'end' : 'middle' };
}

function areApart(ticks: readonly TimeTick[], width: number): boolean {
  let end = 0;
  return ticks.every(({ x, label, anchor }) => {
    const long = lengthOf(label);
    const from = (x / 100) * width - { start: 0, middle: long / 2, end: long }[anchor];
    const isApart = end === 0 || from >= end;
    end = from + long;
    return isApart;
  });
}

const lengthOf = (label: string) => label.length * PIXELS_PER_SIGN + APART;

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
