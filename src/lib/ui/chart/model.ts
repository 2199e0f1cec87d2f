/**
 * The geometry of a chart, worked out where the data is, so that the first HTML holds the chart.
 *
 * Everything is in percent of the plot (paths in a box of 1000 x 1000 that is stretched over it). The open bucket is not
 * part of a line: it is not finished, and joined to it every morning would look like a crash. What travels with the model
 * is the data itself while it is small; of long ranges only as many points as can be pointed at, and the thinned lines.
 */
import type { ChartData, ChartSeries } from './data.ts';
import { areaPath, columnsFor, dotsPath, knownRuns, linePath, type Box } from './lines.ts';
import { summaryOf } from './summary.ts';
import { timeTicks, valueLabels, type TimeTick } from './ticks.ts';
import { logScaleTo, placeOn, scaleTo } from './scale.ts';
import { listOf } from '../state/url-state.ts';

export interface ChartLine {
  key: string;
  line: string;
  dots: string;
  /** Under the line; only where one series is measured from 0. */
  area: string;
  /** The open bucket, with where the line ended before it. */
  open: { x: number; y: number; fromX: number | null; fromY: number | null } | null;
}

export interface ChartModel {
  /** All of it, or the points that can be pointed at. */
  data: ChartData;
  /** The places of `data.points` among all buckets; null = it is all of them. */
  places: number[] | null;
  count: number;
  /** Keys of series that are switched off. */
  hidden: string[];
  /** Of the axis: of a logarithmic one, powers of ten. */
  min: number;
  max: number;
  lines: ChartLine[];
  yTicks: { y: number; label: string }[];
  xTicks: TimeTick[];
  /** What the chart shows, in words. */
  summary: string;
}

interface Options {
  hidden?: readonly string[];
  /** All points whatever their number: for a table in the first HTML. */
  isWhole?: boolean;
}

/** Points are closer together than a fingertip or a cursor can tell above the one, and HTML grows by the other. */
const MAX_POINTS = 100;
const MAX_READINGS = 400;
const THINNED = 60;

/** What the address says of the chart itself. */
export function chartOptions(query: URLSearchParams, data: ChartData): Required<Options> {
  const keys = data.series.map(({ key }) => key);
  return { hidden: listOf(query, 'hide', keys), isWhole: query.get('table') === '1' };
}

/** A chart with the age of what it shows. */
export interface DrawnChart {
  model: ChartModel;
  asOf: number | null;
  stale: boolean;
}

export function drawChart(
  { data, asOf, stale }: { data: ChartData; asOf: number | null; stale: boolean },
  query: URLSearchParams
): DrawnChart {
  return { model: chartModel(data, chartOptions(query, data)), asOf, stale };
}

export function chartModel(data: ChartData, { hidden = [], isWhole = false }: Options = {}): ChartModel {
  const count = data.points.length;
  const shown = data.series.filter(({ key }) => !hidden.includes(key));
  const { min, max, ticks } = scaleOf(data, shown);
  const box: Box = {
    x: (index) => positionOf(index, count),
    y: (value) => percent((max - value) / (max - min))
  };
  const places = isWhole ? null : placesOf(count, data.series.length);
  const labels = valueLabels(ticks, data.unit);
  return {
    data: places === null ? data : pick(data, places),
    places,
    count,
    hidden: [...hidden],
    min,
    max,
    lines: shown.map((series) =>
      lineOf(data, series, { box, seriesCount: shown.length, isAreaTrue: min === 0 && !data.isLog })
    ),
    yTicks: ticks.map((tick, at) => ({ y: box.y(placeOn(tick, data.isLog) ?? min), label: labels[at] ?? '' })),
    xTicks: timeTicks(data.points, data.bucket, box.x),
    summary: summaryOf({ ...data, series: shown })
  };
}

/** Where a bucket stands, in percent of the width. */
export function positionOf(index: number, count: number): number {
  return percent(count <= 1 ? 0.5 : index / (count - 1));
}

function scaleOf({ kind, isLog = false }: ChartData, series: readonly ChartSeries[]) {
  let lowest = Infinity;
  let highest = -Infinity;
  let isWhole = true;
  for (const value of series.flatMap(({ values }) => values)) {
    if (value === null || (isLog && value <= 0)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    isWhole &&= Number.isInteger(value);
  }
  if (lowest > highest) return scaleTo({ highest: 0 });
  if (isLog) return logScaleTo({ lowest, highest });
  return scaleTo({ lowest, highest, isGauge: kind === 'gauge', isWhole });
}

interface Drawing {
  box: Box;
  seriesCount: number;
  /** Whether the axis begins at 0: only then does an area mean something. */
  isAreaTrue: boolean;
}

function lineOf(
  { points, isLog }: ChartData,
  series: ChartSeries,
  { box, seriesCount, isAreaTrue }: Drawing
): ChartLine {
  const placed = series.values.map((value) => placeOn(value, isLog));
  const closed = placed.map((value, index) => (points[index]?.isOpen ? null : value));
  const runs = knownRuns(closed, columnsFor(seriesCount));
  const line = linePath(runs, box);
  return {
    key: series.key,
    line,
    dots: dotsPath(runs, box),
    area: seriesCount === 1 && isAreaTrue ? areaPath(line) : '',
    open: openPoint(points, placed, box)
  };
}

function openPoint(points: ChartData['points'], values: readonly (number | null)[], { x, y }: Box): ChartLine['open'] {
  const at = points.findIndex(({ isOpen }) => isOpen);
  const value = values[at] ?? null;
  if (value === null) return null;
  const before = values[at - 1] ?? null;
  return {
    x: x(at),
    y: y(value),
    fromX: before === null ? null : x(at - 1),
    fromY: before === null ? null : y(before)
  };
}

/** Null when every point can stay; else evenly spaced places, both ends among them. */
function placesOf(count: number, seriesCount: number): number[] | null {
  if (count <= MAX_POINTS && count * seriesCount <= MAX_READINGS) return null;
  const kept = Math.min(count, THINNED, Math.max(12, Math.floor(MAX_READINGS / seriesCount)));
  return Array.from({ length: kept }, (_, index) => Math.round((index * (count - 1)) / (kept - 1)));
}

function pick(data: ChartData, places: readonly number[]): ChartData {
  const at = <T>(list: readonly T[]) => places.flatMap((place) => list.slice(place, place + 1));
  return {
    ...data,
    points: at(data.points),
    series: data.series.map(({ key, label, values, texts, notes, parts }) => ({
      key,
      label,
      values: at(values),
      ...(texts ? { texts: at(texts) } : {}),
      ...(notes ? { notes: at(notes) } : {}),
      ...(parts ? { parts: at(parts) } : {})
    }))
  };
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100;
}
