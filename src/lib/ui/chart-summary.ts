/**
 * A chart in a few figures: for the heading above it, and as the text of those who do not see it.
 *
 * Only finished buckets that are known count: the running one would be the low of every morning.
 */
import { divideHalfUp, formatDecimal, parseDecimal, powerOfTen } from '../domain/decimal.ts';
import type { Bucket } from '../domain/periods.ts';
import { exactText, valueText, whenText, type ChartData, type ChartPoint, type ChartSeries } from './chart-data.ts';
import { countText, fluxText } from './format.ts';

export interface ChartFigure {
  label: string;
  text: string;
  note?: string;
}

const nouns: Record<Bucket, string> = { daily: 'day', weekly: 'week', monthly: 'month' };
const DECIMALS = 8;
const SHOWN_DECIMALS = 2;

/** Total (of a flow) or latest (of a gauge), mean, high, low of one series. */
export function figuresOf(data: ChartData, series: ChartSeries | undefined = data.series[0]): ChartFigure[] {
  const closed = closedOf(data, series);
  const isFlow = data.kind === 'flow';
  const [first] = closed;
  const last = closed.at(-1);
  if (!first || !last) return [{ label: isFlow ? 'total' : 'latest', text: valueText(null, data.unit) }];
  const when = ({ point }: { point: ChartPoint }) => whenText(point, data.bucket);
  const text = (value: bigint) => roundText(value, data.unit);
  const total = closed.reduce((sum, { value }) => sum + value, 0n);
  const high = closed.reduce((top, one) => (one.value > top.value ? one : top), first);
  const low = closed.reduce((bottom, one) => (one.value < bottom.value ? one : bottom), first);
  const count = `${countText(closed.length)} ${nouns[data.bucket]}${closed.length === 1 ? '' : 's'}`;
  return [
    isFlow
      ? { label: 'total', text: text(total), note: count }
      : { label: 'latest', text: text(last.value), note: when(last) },
    { label: 'mean', text: text(divideHalfUp(total, BigInt(closed.length))), ...(isFlow ? {} : { note: count }) },
    { label: 'high', text: text(high.value), note: when(high) },
    { label: 'low', text: text(low.value), note: when(low) }
  ];
}

/** "Revenue per day in FLUX, 2026-10-23 to 2026-11-21: total 175,060.40 FLUX (29 days), mean ...". */
export function summaryOf(data: ChartData): string {
  const { title, unit, bucket, points, series } = data;
  const named = `${title} per ${nouns[bucket]}${unit === '' ? '' : ` in ${unit}`}`;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return `${named}: nothing is known.`;
  if (series.length === 0) return `${named}: every line is switched off.`;
  const parts = series.map((one) => {
    const figures = figuresOf(data, one).map(({ label, text, note }) => `${label} ${text}${note ? ` (${note})` : ''}`);
    return `${series.length > 1 ? `${one.label} ` : ''}${figures.join(', ')}`;
  });
  return `${named}, ${first.date} to ${last.date}: ${parts.join('; ')}.`;
}

function closedOf({ points }: ChartData, series: ChartSeries | undefined) {
  if (!series) return [];
  return points.flatMap((point, index) => {
    const exact = point.isOpen ? null : exactText(series, index);
    return exact === null ? [] : [{ point, value: parseDecimal(exact, DECIMALS) }];
  });
}

/** Money as money; anything else to hundredths. */
function roundText(value: bigint, unit: string): string {
  if (unit === 'FLUX') return `${fluxText(formatDecimal(value, DECIMALS, DECIMALS), SHOWN_DECIMALS)} FLUX`;
  const decimals = unit === 'USD' ? 6 : SHOWN_DECIMALS;
  return valueText(formatDecimal(divideHalfUp(value, powerOfTen(DECIMALS - decimals)), decimals, 1), unit);
}
