import { describe, expect, it } from 'vitest';
import { addDays, type Bucket } from '../../domain/time/periods.ts';
import { spanOf, zoomSteps } from './zoom.ts';

const TODAY = '2026-11-20';

describe(spanOf, () => {
  const pointsOf = (...dates: string[]) => dates.map((date) => ({ date, isOpen: false }));
  it('holds both ends, in whatever order they were chosen', () => {
    const chart = { points: pointsOf('2026-11-01', '2026-11-02', '2026-11-03'), bucket: 'daily' as Bucket };
    expect(spanOf(chart, [2, 1], TODAY)).toEqual({ from: '2026-11-02', to: '2026-11-03' });
  });
  it('holds the whole of a week or month, but no day that is still to come', () => {
    const months = { points: pointsOf('2026-09-01', '2026-10-01', '2026-11-01'), bucket: 'monthly' as Bucket };
    expect(spanOf(months, [0, 1], TODAY)).toEqual({ from: '2026-09-01', to: '2026-10-31' });
    expect(spanOf(months, [1, 2], TODAY)).toEqual({ from: '2026-10-01', to: TODAY });
  });
  it('is nothing of a chart without points', () => {
    expect(spanOf({ points: [], bucket: 'daily' }, [0, 0], TODAY)).toBeNull();
  });
});

describe(zoomSteps, () => {
  const named = (from: string, to: string, bucket: Bucket = 'daily') =>
    Object.fromEntries(zoomSteps({ from, to }, bucket, TODAY).map((step) => [step.name, [step.from, step.to]]));
  it('goes back by half, in to half and out to twice its length', () => {
    expect(named('2026-11-11', TODAY)).toEqual({
      Earlier: ['2026-11-06', '2026-11-15'],
      'Zoom in': ['2026-11-13', '2026-11-18'],
      'Zoom out': ['2026-11-01', TODAY]
    });
  });
  it('goes no further than today', () => {
    expect(named('2026-11-01', '2026-11-18')['Later']).toEqual(['2026-11-03', TODAY]);
  });
  it('does not go in where too little would be left for the view', () => {
    expect(Object.keys(named(addDays(TODAY, -39), TODAY, 'weekly'))).toEqual(['Earlier', 'Zoom out']);
  });
});
