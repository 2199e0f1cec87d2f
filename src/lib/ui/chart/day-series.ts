/**
 * Daily values as days, weeks or months of a chart.
 *
 * A flow (revenue) is the sum of its known days, so that every view of the same days has the same total. A sum that lacks
 * days or prices says so in a note: half a month must not read as a fall. A gauge is the mean of the known days; a ratio
 * divides the sums of its parts, because a mean of percentages weighs a small day like a large one. All sums are exact.
 * The bucket that holds today is open, except a single day of a gauge.
 */
import { divideHalfUp, formatDecimal, parseRounded, powerOfTen } from '../../domain/money/decimal.ts';
import { addDays, bucketOf, daysBetween, type Bucket } from '../../domain/time/periods.ts';
import { plainText, type ChartData, type ChartSeries } from './data.ts';
import { countText } from '../format/format.ts';

type Given = string | number | null;

/** Of the payments of each day, how many have a price; null where the day is not known. */
export interface Priced {
  priced: readonly (number | null)[];
  all: readonly (number | null)[];
}

export type DaySeries = Pick<ChartSeries, 'key' | 'label' | 'hue'> &
  (
    | { kind: 'flow'; values: readonly Given[]; payments?: Priced }
    | { kind: 'gauge'; values: readonly Given[] }
    | { kind: 'ratio'; parts: readonly Given[]; wholes: readonly Given[] }
  );

export interface DayChart extends Pick<ChartData, 'title' | 'unit' | 'bucket'> {
  /** Ascending, without holes. */
  dates: readonly string[];
  series: readonly DaySeries[];
  today: string;
  /** Without the buckets before the first that brought anything; else without those of which nothing is known. */
  isSinceFirst?: boolean;
}

/** One bucket's place among the days: from inclusive, to exclusive, and how many days it has until today. */
interface Span {
  date: string;
  from: number;
  to: number;
  days: number;
}

interface Value {
  /** In 1e-8; null = unknown. */
  units: bigint | null;
  known: number;
  /** "498 of 501 payments priced"; null where all are, or where none need to be. */
  priced?: string | null;
}

const DECIMALS = 8;
const WEEK = 7;
/** A mean or a share is rounded to 1e-2. */
const HUNDREDTH = 10n ** 6n;

export function chartData({ title, unit, bucket, dates, series, today, isSinceFirst = false }: DayChart): ChartData {
  const spans = spansOf(dates, bucket, today);
  const rows = series.map((one) => spans.map((span) => valueOf(one, span)));
  const isNothing = ({ units, known }: Value) => (isSinceFirst ? !units : known === 0);
  const first = spans.findIndex((_, at) => rows.some((row) => row[at] && !isNothing(row[at])));
  const shown = first < 0 ? [] : spans.slice(first);
  const isFlow = series.some(({ kind }) => kind === 'flow');
  const running = bucketOf(today, bucket);
  return {
    title,
    unit,
    bucket,
    kind: isFlow ? 'flow' : 'gauge',
    points: shown.map(({ date }) => ({
      date,
      isOpen: date === running && (isFlow || bucket !== 'daily')
    })),
    series: series.map(({ key, label, hue }, at) =>
      seriesOf({ key, label, ...(hue ? { hue } : {}) }, first < 0 ? [] : (rows[at]?.slice(first) ?? []), shown)
    )
  };
}

function spansOf(dates: readonly string[], bucket: Bucket, today: string): Span[] {
  if (bucket === 'daily') return dates.map((date, index) => ({ date, from: index, to: index + 1, days: 1 }));
  const tomorrow = addDays(today, 1);
  const spans: Span[] = [];
  let next = '';
  dates.forEach((given, index) => {
    const span = spans.at(-1);
    if (span && given < next) {
      span.to = index + 1;
      return;
    }
    const date = bucketOf(given, bucket);
    next = nextBucket(date, bucket);
    const days = daysBetween(date, next < tomorrow ? next : tomorrow);
    spans.push({ date, from: index, to: index + 1, days });
  });
  return spans;
}

export function nextBucket(start: string, bucket: Bucket): string {
  return bucketOf(addDays(start, { daily: 1, weekly: 7, monthly: 31 }[bucket]), bucket);
}

function valueOf(series: DaySeries, { from, to }: Pick<Span, 'from' | 'to'>): Value {
  if (series.kind === 'ratio') return ratioOf(series.parts.slice(from, to), series.wholes.slice(from, to));
  const known = series.values.slice(from, to).flatMap((value) => (value === null ? [] : [unitsOf(value)]));
  const sum = known.reduce((total, value) => total + value, 0n);
  if (series.kind === 'flow') {
    const units = known.length === 0 ? null : sum;
    return { units, known: known.length, ...pricedOf(series.payments, { from, to }) };
  }
  if (known.length < 2) return { units: known[0] ?? null, known: known.length };
  return { units: divideHalfUp(sum, BigInt(known.length) * HUNDREDTH) * HUNDREDTH, known: known.length };
}

/** Of each day the mean of it and the six before, all of which must be known; a ratio divides sums here too. */
export function weekMeans(series: DaySeries, days: number): (string | null)[] {
  return Array.from({ length: days }, (_, index) => {
    if (index < WEEK - 1) return null;
    const { units, known } = valueOf(series, { from: index - WEEK + 1, to: index + 1 });
    if (units === null || known < WEEK) return null;
    return textOf(series.kind === 'flow' ? divideHalfUp(units, BigInt(WEEK)) : units);
  });
}

/** A day of which no payment has a price is known all the same: its payments are. */
function pricedOf(payments: Priced | undefined, { from, to }: Pick<Span, 'from' | 'to'>): Partial<Value> {
  if (payments === undefined) return {};
  const all = payments.all.slice(from, to).filter((count) => count !== null);
  const sum = (counts: readonly (number | null)[]) => counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  const [priced, total] = [sum(payments.priced.slice(from, to)), sum(all)];
  return {
    known: all.length,
    priced: priced < total ? `${countText(priced)} of ${countText(total)} payments priced` : null
  };
}

function ratioOf(parts: readonly Given[], wholes: readonly Given[]): Value {
  const days = parts.flatMap((part, at) => {
    const whole = wholes[at] ?? null;
    return part === null || whole === null ? [] : [{ part: unitsOf(part), whole: unitsOf(whole) }];
  });
  const part = days.reduce((sum, day) => sum + day.part, 0n);
  const whole = days.reduce((sum, day) => sum + day.whole, 0n);
  if (whole <= 0n) return { units: null, known: 0 };
  return { units: divideHalfUp(part * 10_000n, whole) * HUNDREDTH, known: days.length };
}

function seriesOf(
  named: Pick<ChartSeries, 'key' | 'label' | 'hue'>,
  row: readonly Value[],
  spans: readonly Span[]
): ChartSeries {
  const texts = row.map(({ units }) => (units === null ? null : textOf(units)));
  const values = texts.map((text) => (text === null ? null : Number(text)));
  const isExact = values.every((value, at) => value === null || plainText(value) === texts[at]);
  const lacking = row.map(({ known }, at) => {
    const days = spans[at]?.days ?? known;
    return known < days && days > 1 ? `${known} of ${days} days` : null;
  });
  const notes = row.map(({ priced = null }, at) => [lacking[at], priced].filter(Boolean).join(', ') || null);
  const parts = lacking.map((text) => text !== null);
  return {
    ...named,
    values,
    ...(isExact ? {} : { texts }),
    ...(notes.some(Boolean) ? { notes } : {}),
    ...(parts.some(Boolean) ? { parts } : {})
  };
}

function unitsOf(value: string | number): bigint {
  if (typeof value === 'string') return parseRounded(value, DECIMALS);
  if (Number.isSafeInteger(value)) return BigInt(value) * powerOfTen(DECIMALS);
  return parseRounded(plainText(value), DECIMALS);
}

function textOf(units: bigint): string {
  return formatDecimal(units, DECIMALS, 1).replace(/\.0$/, '');
}
