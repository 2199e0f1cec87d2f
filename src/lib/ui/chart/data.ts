/**
 * What the product's chart shows: one value per bucket and series, and how each is read aloud, in a tooltip and in a table.
 *
 * Values are for drawing; `texts` hold the exact decimal where the number would lose a digit. Null is unknown: a gap.
 */
import { addDays, type Bucket } from '../../domain/time/periods.ts';
import { countText, exactPriceText, fluxText, UNKNOWN, usdText } from '../format/format.ts';

export interface ChartPoint {
  /** First day of the bucket. */
  date: string;
  /** Not over yet: its value is one to date. */
  isOpen: boolean;
}

export interface ChartSeries {
  key: string;
  label: string;
  values: (number | null)[];
  /** Exact decimals, where a number would lose a digit. */
  texts?: (string | null)[];
  /** What a bucket covers, where not all of it: "5 of 7 days", "498 of 501 payments priced". */
  notes?: (string | null)[];
  /** Which buckets lack days: a sum of theirs is not to be compared with a whole one. */
  parts?: boolean[];
  /** Drawn beside the chart's own: the same time before, the mean of seven days, or another figure on an axis of its own. */
  role?: 'before' | 'mean' | 'second';
  /** Of a second figure, which has another. */
  unit?: string;
  kind?: ChartData['kind'];
  /** The colour that this series has everywhere; else by its place. */
  hue?: Hue;
}

/** Of whom or what a colour is, on every page the same one. */
export type Hue = 'revenue' | 'gaming' | 'crypto' | 'nodes' | 'cloud' | 'applications' | 'wordpress' | 'repos';

export interface ChartData {
  title: string;
  /** FLUX, USD, USD/FLUX (a price) and % are written in their own way; anything else stands behind the number. */
  unit: string;
  bucket: Bucket;
  /** A flow adds up over time and its axis begins at 0; a gauge is read at a moment. */
  kind: 'flow' | 'gauge';
  points: ChartPoint[];
  series: ChartSeries[];
}

export interface Reading {
  when: string;
  /** One per series. */
  values: string[];
}

const known = new WeakMap<ChartData, Reading[]>();

/** Formatted once for as long as the data lives: visitors share it for a moment. */
export function readingsOf(data: ChartData): Reading[] {
  const before = known.get(data);
  if (before) return before;
  const readings = data.points.map((point, index) => ({
    when: whenText(point, data.bucket),
    values: data.series.map((one) => {
      const note = one.notes?.[index];
      const text = valueText(exactText(one, index), one.unit ?? data.unit);
      return note ? `${text} (${note})` : text;
    })
  }));
  known.set(data, readings);
  return readings;
}

/** "2026-11-14 · 5,798.70000000 FLUX"; of several series each is named. Those that are hidden are left out. */
export function readingText(data: ChartData, index: number, hidden: readonly string[] = []): string {
  const reading = readingsOf(data)[index];
  if (!reading) return '';
  const texts = data.series.flatMap(({ key, label }, place) => {
    const text = reading.values[place] ?? UNKNOWN;
    return hidden.includes(key) ? [] : [data.series.length === 1 ? text : `${label} ${text}`];
  });
  return [reading.when, ...texts].join(' · ');
}

/** The exact decimal without unit or thousands marks; null where unknown. */
export function exactText({ values, texts }: ChartSeries, index: number): string | null {
  const text = texts?.[index];
  if (text !== undefined) return text;
  const value = values[index];
  return value === null || value === undefined ? null : plainText(value);
}

/** Without an exponent, as short as the number allows. */
export function plainText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '');
}

export function valueText(exact: string | null, unit: string): string {
  if (exact === null) return UNKNOWN;
  if (unit === 'FLUX') return `${fluxText(exact, 8)} FLUX`;
  if (unit === 'USD') return usdText(exact);
  if (unit === 'USD/FLUX') return exactPriceText(exact);
  if (unit === '%') return `${Number(exact).toFixed(2)}%`;
  return unit === '' ? countText(Number(exact)) : `${countText(Number(exact))} ${unit}`;
}

/** "2026-11-14", "2026-11-09 to 11-15", "2026-11"; an unfinished bucket says so. */
export function whenText({ date, isOpen }: ChartPoint, bucket: Bucket): string {
  const text = {
    daily: () => date,
    weekly: () => `${date} to ${addDays(date, 6).slice(5)}`,
    monthly: () => date.slice(0, 7)
  }[bucket]();
  return isOpen ? `${text}, so far` : text;
}
