/**
 * The geometry of a chart, worked out where the data is, so that the first HTML holds the chart.
 *
 * Everything is in percent of the plot (paths in a box of 1000 x 1000 that is stretched over it). The open bucket is not
 * part of a line: it is not finished, and joined to it every morning would look like a crash. What travels with the model
 * is the data itself while it is small; of long ranges only as many points as can be pointed at, and the thinned lines.
 */
import type { KnownEvent } from '../../domain/time/known-events.ts';
import { axisFor, heightOf, type Axis } from './axis.ts';
import type { ChartData, ChartSeries } from './data.ts';
import { areaPath, columnsFor, dotsPath, knownRuns, linePath, type Box } from './lines.ts';
import { marksOf, type ChartMark } from './marks.ts';
import { summaryOf } from './summary.ts';
import { timeTicks, type TimeTick } from './ticks.ts';
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
  axis: Axis;
  /** Of the series of another unit; null = there is none. */
  second: Axis | null;
  lines: ChartLine[];
  xTicks: TimeTick[];
  marks: ChartMark[];
  /** What the chart shows, in words. */
  summary: string;
}

interface Options {
  hidden?: readonly string[];
  /** All points whatever their number: for a table in the first HTML. */
  isWhole?: boolean;
  /** Values on a logarithmic axis. */
  isLog?: boolean;
}

/** Points are closer together than a fingertip or a cursor can tell above the one, and HTML grows by the other. */
const MAX_POINTS = 100;
const MAX_READINGS = 400;
const THINNED = 60;

/** What the address says of the chart itself. */
export function chartOptions(query: URLSearchParams, data: ChartData): Required<Options> {
  const keys = data.series.map(({ key }) => key);
  return {
    hidden: listOf(query, 'hide', keys),
    isWhole: query.get('table') === '1',
    isLog: query.get('scale') === 'log'
  };
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

export function chartModel(
  data: ChartData,
  { hidden = [], isWhole = false, isLog = false }: Options = {},
  events: readonly KnownEvent[] = []
): ChartModel {
  const count = data.points.length;
  const shown = data.series.filter(({ key }) => !hidden.includes(key));
  const { axis, second } = axesOf(data, shown, isLog);
  const x = (index: number) => positionOf(index, count);
  const places = isWhole ? null : placesOf(count, data.series.length);
  const main = shown.filter(({ role }) => role === undefined);
  return {
    data: places === null ? data : pick(data, places),
    places,
    count,
    hidden: [...hidden],
    axis,
    second,
    lines: shown.map((series) => {
      const on = axisOf({ axis, second }, series);
      const isAreaTrue = on.min === 0 && !on.isLog && main.length === 1 && series.role === undefined;
      return lineOf(data, series, { axis: on, x, seriesCount: shown.length, isAreaTrue });
    }),
    xTicks: timeTicks(data.points, data.bucket, x),
    marks: marksOf(events, { points: data.points, bucket: data.bucket, x }),
    summary: summaryOf({ ...data, series: shown }, axis)
  };
}

/** The axis that a series is drawn on. */
export function axisOf({ axis, second }: Pick<ChartModel, 'axis' | 'second'>, { role }: Pick<ChartSeries, 'role'>) {
  return role === 'second' && second !== null ? second : axis;
}

function axesOf({ unit, kind }: ChartData, shown: readonly ChartSeries[], isLog: boolean) {
  const other = shown.find(({ role }) => role === 'second');
  return {
    axis: axisFor({ unit, kind, series: shown.filter(({ role }) => role !== 'second'), isLog }),
    second:
      other === undefined
        ? null
        : axisFor({ unit: other.unit ?? unit, kind: other.kind ?? kind, series: [other], isLog })
  };
}

/** Where a bucket stands, in percent of the width. */
export function positionOf(index: number, count: number): number {
  return percent(count <= 1 ? 0.5 : index / (count - 1));
}

interface Drawing {
  axis: Axis;
  x: (index: number) => number;
  seriesCount: number;
  /** Whether the axis begins at 0 and this is the chart's only line: only then does an area mean something. */
  isAreaTrue: boolean;
}

function lineOf({ points }: ChartData, series: ChartSeries, drawing: Drawing): ChartLine {
  const { axis, x, seriesCount, isAreaTrue } = drawing;
  const box: Box = { x, y: (value) => heightOf(axis, value) ?? 100 };
  const drawn = drawnValues(series, axis);
  // Only what runs on is not finished: the same time before is.
  const openAt = series.role === 'before' ? -1 : points.findIndex(({ isOpen }) => isOpen);
  const closed = drawn.map((value, index) => (index === openAt ? null : value));
  const runs = knownRuns(closed, columnsFor(seriesCount));
  const line = linePath(runs, box);
  return {
    key: series.key,
    line,
    dots: dotsPath(runs, box),
    area: isAreaTrue ? areaPath(line) : '',
    open: openPoint(drawn, openAt, box)
  };
}

/** What has a place on the axis; of the rest, as of the unknown, null. */
export function drawnValues({ values }: Pick<ChartSeries, 'values'>, axis: Axis): (number | null)[] {
  return axis.isLog ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;
}

function openPoint(values: readonly (number | null)[], at: number, { x, y }: Box): ChartLine['open'] {
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
    series: data.series.map(({ values, texts, notes, parts, ...named }) => ({
      ...named,
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
