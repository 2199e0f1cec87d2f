import { describe, expect, it } from 'vitest';
import { eachDay } from '../domain/periods.ts';
import { bucketDays, daysOfRange, sinceFirst, type DayValue } from './day-series.ts';

const days = (start: string, end: string, value: (date: string) => bigint | null): DayValue[] =>
  eachDay(start, end).map((date) => ({ date, value: value(date) }));

describe(bucketDays, () => {
  it('sums whole weeks and marks the running one', () => {
    expect(
      bucketDays(
        days('2026-11-09', '2026-11-20', () => 2n),
        'weekly',
        '2026-11-20'
      )
    ).toEqual([
      { start: '2026-11-09', end: '2026-11-15', value: 14n, isOpen: false },
      { start: '2026-11-16', end: '2026-11-20', value: 10n, isOpen: true }
    ]);
  });
  it('does not know a week of which a day is unknown', () => {
    const given = days('2026-11-09', '2026-11-20', (date) => (date === '2026-11-11' ? null : 1n));
    expect(bucketDays(given, 'weekly', '2026-11-20').map(({ value }) => value)).toEqual([null, 5n]);
  });
  it('keeps a known zero, a gap, and leaves out what is before the first known day', () => {
    const given = days(
      '2026-11-16',
      '2026-11-20',
      (date) => ({ '16': null, '17': 0n, '18': null })[date.slice(8)] ?? null
    );
    const values = bucketDays(given, 'daily', '2026-11-20').map(({ start, value }) => [start.slice(8), value]);
    expect(values).toEqual([
      ['17', 0n],
      ['18', null],
      ['19', null],
      ['20', null]
    ]);
  });
  it('is empty when nothing is known', () => {
    expect(
      bucketDays(
        days('2026-11-01', '2026-11-20', () => null),
        'monthly',
        '2026-11-20'
      )
    ).toEqual([]);
  });
});

describe(sinceFirst, () => {
  it('leaves out the time before anything was paid, and nothing after', () => {
    const given = days('2026-11-16', '2026-11-20', (date) => ({ '16': null, '17': 0n, '18': 5n })[date.slice(8)] ?? 0n);
    expect(sinceFirst(given).map(({ value }) => value)).toEqual([5n, 0n, 0n]);
    expect(sinceFirst(given.slice(0, 2))).toEqual([]);
  });
});

describe(daysOfRange, () => {
  it('is the newest days, from the start of the first bucket', () => {
    expect(daysOfRange('2026-11-20', 7, 'daily')).toEqual({ start_date: '2026-11-14', end_date: '2026-11-20' });
    expect(daysOfRange('2026-11-20', 90, 'monthly')).toEqual({ start_date: '2026-08-01', end_date: '2026-11-20' });
  });
});
