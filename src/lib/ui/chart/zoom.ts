/** From one stretch of time to another: what is chosen by dragging or with keys, and the steps that need no scripts. */
import { addDays, daysBetween, type Bucket } from '../../domain/time/periods.ts';
import type { ChartData } from './data.ts';
import { nextBucket } from './day-series.ts';

export interface Span {
  from: string;
  to: string;
}

export interface ZoomStep extends Span {
  name: string;
  sign: string;
}

/** Fewer days are no line. */
const LEAST_DAYS: Record<Bucket, number> = { daily: 2, weekly: 28, monthly: 90 };

/** The days of the buckets from one place to another, whichever comes first, until today at the latest; null = of none. */
export function spanOf(
  { points, bucket }: Pick<ChartData, 'points' | 'bucket'>,
  places: [number, number],
  today: string
) {
  const first = points[Math.min(...places)];
  const last = points[Math.max(...places)];
  if (!first || !last) return null;
  const end = addDays(nextBucket(last.date, bucket), -1);
  return { from: first.date, to: end < today || first.date > today ? end : today } satisfies Span;
}

/** Half a length back and forth, half and twice the length; without those that lead nowhere. */
export function zoomSteps({ from, to }: Span, bucket: Bucket, today: string): ZoomStep[] {
  const days = daysBetween(from, to) + 1;
  const half = Math.max(1, Math.floor(days / 2));
  const quarter = Math.floor(days / 4);
  const later = Math.min(half, daysBetween(to, today));
  const closer = { from: addDays(from, quarter), to: addDays(to, -quarter) };
  const isCloser = quarter > 0 && daysBetween(closer.from, closer.to) + 1 >= LEAST_DAYS[bucket];
  const end = [addDays(to, quarter), to > today ? to : today].toSorted()[0] ?? to;
  return [
    { name: 'Earlier', sign: '←', from: addDays(from, -half), to: addDays(to, -half) },
    ...(later > 0 ? [{ name: 'Later', sign: '→', from: addDays(from, later), to: addDays(to, later) }] : []),
    ...(isCloser ? [{ name: 'Zoom in', sign: '+', ...closer }] : []),
    { name: 'Zoom out', sign: '−', from: addDays(end, 1 - 2 * days), to: end }
  ];
}
