/**
 * A value axis of a chart: its ticks and where a value stands on it, in percent from the top.
 *
 * A chart has one axis for its own unit and a second for a series of another unit. On a logarithmic axis there is no place
 * for 0 and below: such a value is not drawn, and still read.
 */
import type { ChartSeries } from './data.ts';
import { logScaleTo, scaleTo } from './scale.ts';
import { valueLabels } from './ticks.ts';

export interface Axis {
  min: number;
  max: number;
  isLog: boolean;
  /** Begins above 0: heights are not to be compared. */
  isCut: boolean;
  ticks: { y: number; label: string }[];
}

interface AxisOf {
  unit: string;
  kind: 'flow' | 'gauge';
  series: readonly Pick<ChartSeries, 'values'>[];
  isLog: boolean;
}

export function axisFor({ unit, kind, series, isLog }: AxisOf): Axis {
  const scale = isLog ? logScaleOf(series) : null;
  const { min, max, ticks } = scale ?? linearScaleOf(kind, series);
  const axis = { min, max, isLog: scale !== null, isCut: scale === null && min > 0 };
  const labels = valueLabels(ticks, unit);
  return { ...axis, ticks: ticks.map((tick, at) => ({ y: heightOf(axis, tick) ?? 0, label: labels[at] ?? '' })) };
}

/** Percent from the top; null = has no place on this axis. */
export function heightOf({ min, max, isLog }: Pick<Axis, 'min' | 'max' | 'isLog'>, value: number): number | null {
  if (isLog && value <= 0) return null;
  const of = isLog ? Math.log10 : (linear: number) => linear;
  return Math.round(((of(max) - of(value)) / (of(max) - of(min))) * 10_000) / 100;
}

/** The longest label: as wide as the axis must be. */
export function widest({ ticks }: Axis): string {
  return ticks.reduce((longest, { label }) => (label.length > longest.length ? label : longest), '');
}

function linearScaleOf(kind: AxisOf['kind'], series: AxisOf['series']) {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return scaleTo({ highest: 0 });
  const [lowest, highest] = extent(known);
  return scaleTo({ lowest, highest, isGauge: kind === 'gauge', isWhole: known.every(Number.isInteger) });
}

function logScaleOf(series: AxisOf['series']) {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null && value > 0)) as number[];
  if (known.length === 0) return null;
  const [lowest, highest] = extent(known);
  return logScaleTo(lowest, highest);
}

/** Of long lists too: their members are not arguments. */
function extent(known: readonly number[]): [lowest: number, highest: number] {
  return known.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity]
  );
}
