/**
 * Figures of days as a chart of one point a day: days that are not known are gaps, in every line.
 *
 * Unlike revenue these are readings of a price; nothing is added up, so days stay days whatever the range.
 */
import { eachDay } from '../../domain/time/periods.ts';
import type { ChartData } from '../chart/data.ts';

export interface Line {
  key: string;
  label: string;
  values: ReadonlyMap<string, number | null>;
}

interface Options {
  title: string;
  /** USD, or what stands behind the number. */
  unit: string;
  lines: readonly Line[];
}

/** Two decimals for money, four digits after the point for the rest; below one as many as count. */
function readable(value: number): number {
  return Math.abs(value) >= 1 ? Number(value.toFixed(4)) : Number(value.toPrecision(6));
}

export function dayChart({ title, unit, lines }: Options): ChartData {
  const dates = lines.flatMap(({ values }) => [...values.keys()]).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  const days = first === undefined || last === undefined ? [] : eachDay(first, last);
  return {
    title,
    unit,
    bucket: 'daily',
    kind: 'gauge',
    points: days.map((date) => ({ date, isOpen: false })),
    series: lines.map(({ key, label, values }) => ({
      key,
      label,
      values: days.map((date) => {
        const value = values.get(date) ?? null;
        return value === null ? null : readable(value);
      })
    }))
  };
}
