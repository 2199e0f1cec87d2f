import { describe, expect, it } from 'vitest';
import { bucketOf, eachDay, type Bucket } from '../../domain/time/periods.ts';
import { timeTicks, valueLabels } from './ticks.ts';

describe(timeTicks, () => {
  it.each([
    ['2026-11-14', '2026-11-20', 'Nov 14, Nov 15, Nov 16, Nov 17, Nov 18, Nov 19, Nov 20'],
    ['2026-10-22', '2026-11-20', 'Oct 26, Nov 2, Nov 9, Nov 16'],
    ['2026-06-01', '2026-11-20', 'Jun 2026, Jul 2026, Aug 2026, Sep 2026, Oct 2026, Nov 2026'],
    ['2025-11-21', '2026-11-20', 'Jan 2026, Apr 2026, Jul 2026, Oct 2026'],
    ['2024-11-21', '2026-11-20', 'Jan 2025, Apr 2025, Jul 2025, Oct 2025, Jan 2026, Apr 2026, Jul 2026, Oct 2026'],
    ['2023-11-21', '2026-11-20', 'Jan 2024, Jul 2024, Jan 2025, Jul 2025, Jan 2026, Jul 2026'],
    ['2019-11-21', '2026-11-20', '2020, 2021, 2022, 2023, 2024, 2025, 2026'],
    ['2016-11-23', '2026-11-20', '2018, 2020, 2022, 2024, 2026'],
    ['1990-01-01', '2026-11-20', '1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025'],
    ['1970-01-01', '2026-11-20', 'Jan 1970, Nov 2026']
  ])('from %s to %s: %s', (start, end, labels) => {
    expect(labelsOf(start, end, 'daily')).toBe(labels);
  });
  it('labels weeks and months by where they begin', () => {
    expect(labelsOf('2026-10-19', '2026-11-20', 'weekly')).toBe('Oct 19, Oct 26, Nov 2, Nov 9, Nov 16');
    expect(labelsOf('2026-06-01', '2026-11-20', 'monthly')).toBe(
      'Jun 2026, Jul 2026, Aug 2026, Sep 2026, Oct 2026, Nov 2026'
    );
  });
  it('stands where the day is, inside the plot, and leaves out every other one on a narrow chart', () => {
    const ticks = ticksOf('2026-11-14', '2026-11-20', 'daily');
    expect(ticks[1]).toMatchObject({ x: 1, isMinor: true });
    expect(ticks.map(({ isMinor }) => isMinor)).toEqual([false, true, false, true, false, true, false]);
  });
  it('has none for nothing and one for one', () => {
    expect(timeTicks([], 'daily', () => 0)).toEqual([]);
    expect(ticksOf('2026-11-20', '2026-11-20', 'daily')).toMatchObject([{ label: 'Nov 20' }]);
  });
});

describe(valueLabels, () => {
  it('is short, with its unit where that is short too', () => {
    expect(valueLabels([0, 2_500, 5_000], 'FLUX')).toEqual(['0', '2.5k', '5k']);
    expect(valueLabels([0, 500], 'USD')).toEqual(['$0', '$500']);
    expect(valueLabels([0, 40], '%')).toEqual(['0%', '40%']);
  });
  it('is in full where the short form would not tell two apart', () => {
    expect(valueLabels([12_345, 12_350], '')).toEqual(['12,345', '12,350']);
  });
});

function ticksOf(start: string, end: string, bucket: Bucket) {
  const dates = [...new Set(eachDay(start, end).map((date) => bucketOf(date, bucket)))];
  return timeTicks(
    dates.map((date) => ({ date, isOpen: false })),
    bucket,
    (index) => index
  );
}

function labelsOf(...given: Parameters<typeof ticksOf>): string {
  return ticksOf(...given)
    .map(({ label }) => label)
    .join(', ');
}
