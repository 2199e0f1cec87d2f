import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, bucketOf, eachDay, type Bucket } from '../../domain/time/periods.ts';
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
  it('stands where the day is, inside the plot, and on a narrower chart leaves out what would touch', () => {
    const ticks = ticksOf('2026-11-14', '2026-11-20', 'daily');
    // "Nov 14" needs 54 pixels, the first from 0 on, the others half to each side: of 190 every fourth has room, of 300
    // every second, of 480 not yet all (54 + 27 > 80), of 640 all.
    expect(ticks.map(({ rank }) => rank)).toEqual([0, 3, 1, 3, 0, 3, 1]);
    expect(ticks.map(({ anchor }) => anchor)).toEqual(['start', ...Array.from({ length: 5 }, () => 'middle'), 'end']);
  });
  it('never lets two labels touch, whatever the points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom<Bucket>('daily', 'weekly', 'monthly'),
        (days, bucket) => {
          const ticks = ticksOf(addDays('2026-11-20', -days), '2026-11-20', bucket);
          [190, 300, 480, 640, 900].forEach((width, rank) => {
            let end = -1;
            for (const { x, label, anchor } of ticks.filter((tick) => tick.rank <= rank)) {
              const long = label.length * 7.3;
              const from = (x / 100) * width - { start: 0, middle: long / 2, end: long }[anchor];
              expect(from).toBeGreaterThan(end);
              end = from + long;
            }
          });
        }
      )
    );
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
    (index) => (dates.length === 1 ? 50 : (index / (dates.length - 1)) * 100)
  );
}

function labelsOf(...given: Parameters<typeof ticksOf>): string {
  return ticksOf(...given)
    .map(({ label }) => label)
    .join(', ');
}
