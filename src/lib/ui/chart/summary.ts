/**
 * A chart in a few figures: for the heading above it, and as the text of those who do not see it.
 *
 * The total of a flow is all that is known of the range, in every view the same. Mean, high and low are of whole, finished
 * buckets: the running one, or one cut short, would be the low of every morning.
 */
import { divideHalfUp, formatDecimal, parseDecimal, powerOfTen } from '../../domain/money/decimal.ts';
import type { Bucket } from '../../domain/time/periods.ts';
import type { Axis } from './axis.ts';
import { exactText, valueText, whenText, type ChartData, type ChartPoint, type ChartSeries } from './data.ts';
import { countText, fluxText } from '../format/format.ts';

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
  const isFlow = data.kind === 'flow';
  const known = knownOf(data, series);
  const whole = known.filter(({ point, isPart }) => !point.isOpen && !(isFlow && isPart));
  const text = (value: bigint) => roundText(value, data.unit);
  const sum = (values: Known[]) => values.reduce((total, { value }) => total + value, 0n);
  const leading: ChartFigure[] = isFlow ? [totalOf(known, data, text(sum(known)))] : [];
  const [first] = whole;
  const last = whole.at(-1);
  if (!first || !last) return isFlow ? leading : [{ label: 'latest', text: valueText(null, data.unit) }];
  const when = ({ point }: { point: ChartPoint }) => whenText(point, data.bucket);
  const high = whole.reduce((top, one) => (one.value > top.value ? one : top), first);
  const low = whole.reduce((bottom, one) => (one.value < bottom.value ? one : bottom), first);
  const count = countedBuckets(whole.length, data.bucket);
  return [
    ...leading,
    ...(isFlow ? [] : [{ label: 'latest', text: text(last.value), note: when(last) }]),
    { label: 'mean', text: text(divideHalfUp(sum(whole), BigInt(whole.length))), note: count },
    { label: 'high', text: text(high.value), note: when(high) },
    { label: 'low', text: text(low.value), note: when(low) }
  ];
}

/** "Revenue per day in FLUX, 2026-10-23 to 2026-11-21: total 175,060.40 FLUX (29 days), mean ...". */
export function summaryOf(data: ChartData, axis?: Pick<Axis, 'isCut' | 'isLog' | 'ticks'>): string {
  const { title, unit, bucket, points, series } = data;
  const named = `${title} per ${nouns[bucket]}${unit === '' ? '' : ` in ${unit}`}`;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return `${named}: nothing is known.`;
  if (series.length === 0) return `${named}: every line is switched off.`;
  const parts = series.map((one) => {
    const own = { ...data, unit: one.unit ?? data.unit, kind: one.kind ?? data.kind };
    const figures = figuresOf(own, one).map(({ label, text, note }) => `${label} ${text}${note ? ` (${note})` : ''}`);
    return `${series.length > 1 ? `${one.label} ` : ''}${figures.join(', ')}`;
  });
  return `${named}, ${first.date} to ${last.date}: ${parts.join('; ')}.${axisText(axis)}`;
}

/** What is to be known of an axis that is not read as usual. */
function axisText(axis: Pick<Axis, 'isCut' | 'isLog' | 'ticks'> | undefined): string {
  if (axis?.isLog) return ' The axis is logarithmic.';
  return axis?.isCut ? ` The axis begins at ${axis.ticks[0]?.label ?? ''}, not at 0.` : '';
}

const NAMED_PARTS = 4;

/** Which finished buckets are sums that lack days: "In part: 2026-09 (9 of 31 days)."; null = none. */
export function partsText({ bucket, points, series }: ChartData): string | null {
  const named = points.flatMap((point, index) => {
    const one = point.isOpen ? undefined : series.find(({ parts, values }) => parts?.[index] && values[index] !== null);
    const lacking = one?.notes?.[index]?.split(',')[0];
    return lacking === undefined ? [] : [`${whenText(point, bucket)} (${lacking})`];
  });
  const more = named.length - NAMED_PARTS;
  const rest = more > 0 ? ` and ${countText(more)} more` : '';
  return named.length === 0 ? null : `In part: ${named.slice(0, NAMED_PARTS).join(', ')}${rest}.`;
}

interface Known {
  point: ChartPoint;
  value: bigint;
  /** It lacks days. */
  isPart: boolean;
}

function knownOf({ points }: ChartData, series: ChartSeries | undefined): Known[] {
  if (!series) return [];
  return points.flatMap((point, index) => {
    const exact = exactText(series, index);
    if (exact === null) return [];
    return [{ point, value: parseDecimal(exact, DECIMALS), isPart: series.parts?.[index] === true }];
  });
}

/** "29 days", "13 months, 2 of them in part": what the sum is of. */
function totalOf(known: readonly Known[], { unit, bucket }: ChartData, text: string): ChartFigure {
  if (known.length === 0) return { label: 'total', text: valueText(null, unit) };
  const parts = known.filter(({ point, isPart }) => point.isOpen || isPart).length;
  const some = parts === 0 ? '' : parts === known.length ? ' in part' : `, ${countText(parts)} of them in part`;
  return { label: 'total', text, note: `${countedBuckets(known.length, bucket)}${some}` };
}

function countedBuckets(count: number, bucket: Bucket): string {
  return `${countText(count)} ${nouns[bucket]}${count === 1 ? '' : 's'}`;
}

/** Money as money; anything else to hundredths. */
function roundText(value: bigint, unit: string): string {
  if (unit === 'FLUX') return `${fluxText(formatDecimal(value, DECIMALS, DECIMALS), SHOWN_DECIMALS)} FLUX`;
  if (unit === 'USD/FLUX') return valueText(formatDecimal(value, DECIMALS, 1), unit);
  const decimals = unit === 'USD' ? 6 : SHOWN_DECIMALS;
  return valueText(formatDecimal(divideHalfUp(value, powerOfTen(DECIMALS - decimals)), decimals, 1), unit);
}
