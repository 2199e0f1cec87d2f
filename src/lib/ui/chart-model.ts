/**
 * The geometry of a line chart, worked out where the data is, so that the first HTML holds the chart.
 *
 * Everything is in percent of the plot (paths in a box of 1000 x 1000 that is stretched over it). Unknown values break the
 * line. The open bucket is not part of the line: it is not finished, and joined to it every morning would look like a crash.
 */
import type { BucketValue } from './day-series.ts';
import { compactText } from './format.ts';
import { scaleTo } from './scale.ts';

export interface ChartPoint {
  x: number;
  /** null = unknown. */
  y: number | null;
  isOpen: boolean;
  when: string;
  amount: string;
}

export interface ChartModel {
  line: string;
  area: string;
  /** One per bucket; empty when there are too many to point at. */
  points: ChartPoint[];
  /** The open bucket, with where the line ended before it. */
  open: { x: number; y: number; fromX: number | null; fromY: number | null } | null;
  /** Known buckets without a known neighbour, which a line cannot show. */
  lonely: { x: number; y: number }[];
  yTicks: { y: number; label: string }[];
  xTicks: { x: number; label: string; anchor: 'start' | 'middle' | 'end'; isMinor: boolean }[];
}

interface Options {
  buckets: readonly BucketValue[];
  /** For geometry only. */
  toNumber: (value: bigint) => number;
  toText: (value: bigint | null) => string;
  toWhen: (bucket: BucketValue) => string;
  toTick: (bucket: BucketValue) => string;
}

/** Above this, points are closer together than a fingertip or a cursor can tell. */
const MAX_POINTS = 100;
const MAX_X_TICKS = 7;
const BOX = 10;

export function chartModel({ buckets, toNumber, toText, toWhen, toTick }: Options): ChartModel {
  const { max, ticks } = scaleTo(buckets.reduce((top, { value }) => Math.max(top, toNumber(value ?? 0n)), 0));
  const points = buckets.map((bucket, index) => ({
    x: percent(buckets.length === 1 ? 0.5 : index / (buckets.length - 1)),
    y: bucket.value === null ? null : percent(1 - toNumber(bucket.value) / max),
    isOpen: bucket.isOpen,
    when: toWhen(bucket),
    amount: toText(bucket.value)
  }));
  const runs = knownRuns(points.filter(({ isOpen }) => !isOpen));

  return {
    line: runs.map(linePath).join(''),
    area: runs
      .filter((run) => run.length > 1)
      .map(areaPath)
      .join(''),
    points: points.length <= MAX_POINTS ? points : [],
    open: openPoint(points),
    lonely: runs.flatMap((run) => (run.length === 1 ? run : [])),
    yTicks: ticks.map((value) => ({ y: percent(1 - value / max), label: compactText(value) })),
    xTicks: xTicks(buckets, toTick)
  };
}

interface Place {
  x: number;
  y: number;
}

/** Neighbouring known points, in groups. */
function knownRuns(points: readonly ChartPoint[]): Place[][] {
  const runs: Place[][] = [[]];
  for (const { x, y } of points) {
    if (y === null) runs.push([]);
    else runs.at(-1)?.push({ x, y });
  }
  return runs.filter((run) => run.length > 0);
}

function linePath(run: Place[]): string {
  return `M${run.map(({ x, y }) => `${coordinate(x)} ${coordinate(y)}`).join('L')}`;
}

function areaPath(run: Place[]): string {
  return `${linePath(run)}L${coordinate(run.at(-1)?.x ?? 0)} 1000L${coordinate(run[0]?.x ?? 0)} 1000Z`;
}

function openPoint(points: readonly ChartPoint[]): ChartModel['open'] {
  const at = points.findIndex(({ isOpen }) => isOpen);
  const open = points[at];
  if (!open || open.y === null) return null;
  const before = points[at - 1];
  const isJoined = before !== undefined && before.y !== null;
  return { x: open.x, y: open.y, fromX: isJoined ? before.x : null, fromY: isJoined ? before.y : null };
}

/** Evenly spaced, the first and the last among them; a narrow chart leaves out the minor ones. */
function xTicks(buckets: readonly BucketValue[], toTick: Options['toTick']): ChartModel['xTicks'] {
  const last = buckets.length - 1;
  const count = Math.min(MAX_X_TICKS, buckets.length);
  const places = Array.from({ length: count }, (_, tick) =>
    count === 1 ? 0 : Math.round((tick * last) / (count - 1))
  );
  return places.flatMap((index, tick) => {
    const bucket = buckets[index];
    if (!bucket) return [];
    const anchor = last === 0 ? 'middle' : index === 0 ? 'start' : index === last ? 'end' : 'middle';
    return [
      {
        x: percent(last === 0 ? 0.5 : index / last),
        label: toTick(bucket),
        anchor,
        isMinor: tick % 2 === 1 && index !== last
      }
    ];
  });
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function coordinate(percentage: number): string {
  return String(Math.round(percentage * BOX));
}
