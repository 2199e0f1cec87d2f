/** The history of revenue as a chart, from the same series that the API gives to everybody. */
import { dailyRevenue, dailyRevenueUsd, type DailyRevenue, type DailyRevenueUsd } from '../lib/contract/history.ts';
import { divideHalfUp, formatDecimal, parseDecimal } from '../lib/domain/decimal.ts';
import { dateOf, daysBetween, type Bucket } from '../lib/domain/periods.ts';
import { chartModel, type ChartModel } from '../lib/ui/chart-model.ts';
import { bucketDays, daysOfRange, sinceFirst, type BucketValue, type DayValue } from '../lib/ui/day-series.ts';
import { axisDateText, countText, fluxText, usdText } from '../lib/ui/format.ts';
import type { OverviewState, Unit } from './overview.ts';

export interface RevenueChart {
  model: ChartModel;
  summary: string;
  figures: { label: string; text: string; note?: string }[];
  /** How much of the payments a sum in USD covers, where not all. */
  coverage: string | null;
}

const scales: Record<Unit, number> = { flux: 8, usd: 6 };

export async function askRevenueChart(
  ask: App.Locals['ask'],
  { unit, view, range, days }: OverviewState,
  now: number
): Promise<RevenueChart> {
  const today = dateOf(now);
  const query = range === 'all' ? { limit: days } : daysOfRange(today, days, view);
  const answer = unit === 'flux' ? await ask(dailyRevenue, { query }) : await ask(dailyRevenueUsd, { query });
  const key = `${view} ${today}`;
  const drawn = charts.get(answer);
  if (drawn?.key === key) return drawn.chart;
  const given = answer.data.map((day) => dayValue(day, unit));
  const values = range === 'all' ? sinceFirst(given) : given;
  const coverage = unit === 'flux' ? null : pricedText(answer.data);
  const chart = revenueChart(bucketDays(values, view, today), unit, view, coverage);
  charts.set(answer, { key, chart });
  return chart;
}

/** Answers are shared by visitors for a moment, and so is what was drawn from them. */
const charts = new WeakMap<object, { key: string; chart: RevenueChart }>();

export function revenueChart(buckets: BucketValue[], unit: Unit, view: Bucket, coverage: string | null): RevenueChart {
  const scale = scales[unit];
  const toText = (value: bigint | null) => {
    const decimal = value === null ? null : formatDecimal(value, scale, 2);
    return unit === 'usd' ? usdText(decimal) : withUnit(fluxText(decimal));
  };
  const isLong = daysBetween(buckets[0]?.start ?? '1970-01-01', buckets.at(-1)?.end ?? '1970-01-01') > 200;
  const model = chartModel({
    buckets,
    toNumber: (value) => Number(value) / 10 ** scale,
    toText,
    toWhen: (bucket) => whenText(bucket, view),
    toTick: ({ start }) => axisDateText(start, view === 'monthly' || isLong)
  });
  const figures = closedFigures(buckets, view, toText);
  const known = figures.map(({ label, text, note }) => `${label} ${text}${note ? ` (${note})` : ''}`).join(', ');
  const span = `${buckets[0]?.start ?? ''} to ${buckets.at(-1)?.end ?? ''}`;
  return {
    model,
    figures,
    coverage,
    summary: `Revenue per ${nouns[view]} in ${unit.toUpperCase()}, ${span}: ${known}.`
  };
}

const nouns: Record<Bucket, string> = { daily: 'day', weekly: 'week', monthly: 'month' };

/** Of the finished buckets that are known: the running one would be the low of every morning. */
function closedFigures(buckets: BucketValue[], view: Bucket, toText: (value: bigint | null) => string) {
  const closed = buckets.flatMap((bucket) =>
    bucket.isOpen || bucket.value === null ? [] : [{ bucket, value: bucket.value }]
  );
  const [first] = closed;
  if (!first) return [{ label: 'total', text: toText(null) }];
  const total = closed.reduce((sum, { value }) => sum + value, 0n);
  const high = closed.reduce((top, one) => (one.value > top.value ? one : top), first);
  const low = closed.reduce((bottom, one) => (one.value < bottom.value ? one : bottom), first);
  return [
    { label: 'total', text: toText(total), note: `${countText(closed.length)} ${nouns[view]}s` },
    { label: 'mean', text: toText(divideHalfUp(total, BigInt(closed.length))) },
    { label: 'high', text: toText(high.value), note: whenText(high.bucket, view) },
    { label: 'low', text: toText(low.value), note: whenText(low.bucket, view) }
  ];
}

function whenText({ start, end }: BucketValue, view: Bucket): string {
  if (view === 'monthly') return start.slice(0, 7);
  return view === 'daily' ? start : `${start} to ${end.slice(5)}`;
}

function withUnit(text: string): string {
  return text === 'n/a' ? text : `${text} FLUX`;
}

function dayValue(day: DailyRevenue | DailyRevenueUsd, unit: Unit): DayValue {
  const { date } = day;
  const amount = 'revenue' in day ? day.revenue : day.revenueUsd;
  return { date, value: amount === null ? null : parseDecimal(amount, scales[unit]) };
}

function pricedText(data: readonly (DailyRevenue | DailyRevenueUsd)[]): string | null {
  const days = data.filter((day) => 'pricedCount' in day);
  const priced = days.reduce((sum, { pricedCount }) => sum + (pricedCount ?? 0), 0);
  const total = days.reduce((sum, { totalCount }) => sum + (totalCount ?? 0), 0);
  return priced === total ? null : `${countText(priced)} of ${countText(total)} payments have a price`;
}
