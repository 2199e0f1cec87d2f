/**
 * What a chart may show beside its own lines: the same time before as a ghost, the mean of seven days, and a figure of
 * another unit on an axis of its own.
 *
 * The days before the range are asked for with it, in one question: `lead` of them. The ghost is put on the days of the
 * range, so that it has the very same weeks and months; the mean needs no day that is not known.
 */
import type { ChartData, ChartSeries } from './data.ts';
import { chartData, weekMeans, type DayChart, type DaySeries } from './day-series.ts';

export interface Extras {
  /** The mean of seven days; of days only. */
  mean: boolean;
  /** The same number of days before. */
  before: boolean;
}

/** More lines of one's own than these, and their shadows would be a tangle. */
const MOST_SHADOWED = 3;
const DAYS_OF_MEAN = 6;

export function readExtras(query: URLSearchParams): Extras {
  return { mean: query.get('mean') === '7', before: query.get('before') === '1' };
}

/** How many days before a range of so many are needed. */
export function leadFor({ mean, before }: Extras): (days: number) => number {
  return (days) => Math.max(mean ? DAYS_OF_MEAN : 0, before ? days : 0);
}

/** `dates` and all values begin `lead` days before the range. */
export function chartWithExtras(chart: DayChart, lead: number, { mean, before }: Extras): ChartData {
  const days = chart.dates.length - lead;
  const own = cut(chart, lead, chart.dates.length);
  const data = chartData(own);
  if (data.points.length === 0 || chart.series.length > MOST_SHADOWED) return data;
  const isAlone = chart.series.length === 1;
  const extra: ChartSeries[] = [];
  if (before && lead >= days) {
    const past = chartData({ ...cut(chart, lead - days, lead), dates: own.dates, isSinceFirst: false });
    const [from, to] = [chart.dates[lead - days], chart.dates[lead - 1]];
    const name = `before, ${from} to ${to}`;
    extra.push(
      ...aligned(past, data).map((one) => shadow(one, 'before', isAlone ? capital(name) : `${one.label}, ${name}`))
    );
  }
  if (mean && chart.bucket === 'daily') {
    const means = chart.series.map((one): DaySeries => ({
      key: one.key,
      label: one.label,
      kind: 'gauge',
      values: weekMeans(one, chart.dates.length)
    }));
    const line = chartData(cut({ ...chart, series: means, isSinceFirst: false }, lead, chart.dates.length));
    const name = '7-day mean';
    extra.push(
      ...withoutOpen(aligned(line, data), data).map((one) =>
        shadow(one, 'mean', isAlone ? name : `${one.label}, ${name}`)
      )
    );
  }
  return { ...data, series: [...data.series, ...extra] };
}

/** `other` is of the same days and buckets; its first series is put beside those of `data`. */
export function withSecond(data: ChartData, other: ChartData): ChartData {
  const [line] = aligned(other, data);
  if (!line || data.points.length === 0) return data;
  const named = other.unit === '' ? line.label : `${line.label} (${other.unit})`;
  const second: ChartSeries = {
    ...line,
    key: 'second',
    label: named,
    role: 'second',
    unit: other.unit,
    kind: other.kind
  };
  return { ...data, series: [...data.series, second] };
}

function cut(chart: DayChart, from: number, to: number): DayChart {
  const part = <T>(list: readonly T[]) => list.slice(from, to);
  return {
    ...chart,
    dates: part(chart.dates),
    series: chart.series.map((one): DaySeries => {
      if (one.kind === 'ratio') return { ...one, parts: part(one.parts), wholes: part(one.wholes) };
      if (one.kind === 'gauge' || one.payments === undefined) return { ...one, values: part(one.values) };
      const { priced, all } = one.payments;
      return { ...one, values: part(one.values), payments: { priced: part(priced), all: part(all) } };
    })
  };
}

/** The series of `other` on the points of `data`; unknown where it has none. */
function aligned(other: ChartData, { points }: ChartData): ChartSeries[] {
  const places = new Map(other.points.map(({ date }, index) => [date, index]));
  const at = <T>(list: readonly T[], missing: T) => points.map(({ date }) => list[places.get(date) ?? -1] ?? missing);
  return other.series.map(({ values, texts, notes, parts, ...named }) => ({
    ...named,
    values: at(values, null),
    ...(texts ? { texts: at(texts, null) } : {}),
    ...(notes ? { notes: at(notes, null) } : {}),
    ...(parts ? { parts: at(parts, false) } : {})
  }));
}

/** A mean with a day in it that is not over would sink every morning. */
function withoutOpen(series: readonly ChartSeries[], { points }: ChartData): ChartSeries[] {
  const isOver = (index: number) => points[index]?.isOpen !== true;
  return series.map(({ texts, ...one }) => ({
    ...one,
    values: one.values.map((value, index) => (isOver(index) ? value : null)),
    ...(texts ? { texts: texts.map((text, index) => (isOver(index) ? text : null)) } : {})
  }));
}

function shadow(series: ChartSeries, role: 'before' | 'mean', label: string): ChartSeries {
  const { hue: _, ...one } = series;
  return { ...one, key: `${one.key}~${role}`, label, role };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
