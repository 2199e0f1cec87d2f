/** Known events as marks of a chart: one per bucket that holds any, in percent of the width. */
import type { KnownEvent } from '../../domain/time/known-events.ts';
import { bucketOf, type Bucket } from '../../domain/time/periods.ts';
import type { ChartPoint } from './data.ts';

export interface ChartMark {
  x: number;
  events: KnownEvent[];
}

interface Options {
  points: readonly ChartPoint[];
  bucket: Bucket;
  x: (index: number) => number;
}

/** In the order of time. What lies outside of the chart has no mark. */
export function marksOf(events: readonly KnownEvent[], { points, bucket, x }: Options): ChartMark[] {
  const places = new Map(points.map(({ date }, index) => [date, index]));
  const marks = new Map<number, KnownEvent[]>();
  for (const event of events) {
    const index = places.get(bucketOf(event.date, bucket));
    if (index !== undefined) marks.set(index, [...(marks.get(index) ?? []), event]);
  }
  return [...marks].toSorted(([a], [b]) => a - b).map(([index, held]) => ({ x: x(index), events: held }));
}
