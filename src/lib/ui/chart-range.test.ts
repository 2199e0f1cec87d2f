import { describe, expect, it } from 'vitest';
import { daysAsked, readRange } from './chart-range.ts';

const TODAY = '2026-11-20';
const read = (query: string) => readRange(new URLSearchParams(query), TODAY);

describe(readRange, () => {
  it('is a known range, 30 days by default', () => {
    expect([read('range=2y'), read('range=all'), read(''), read('range=5d')]).toEqual(['2y', 'all', '30d', '30d']);
  });
  it('is an own range when both its days are real and in order', () => {
    expect(read('from=2026-01-05&to=2026-02-28&range=7d')).toEqual({ from: '2026-01-05', to: '2026-02-28' });
    expect(read('from=2026-02-05&to=2026-02-30')).toBe('30d');
    expect(read('from=2026-02-05&to=2026-02-04&range=7d')).toBe('7d');
    expect(read('from=2026-02-05')).toBe('30d');
  });
  it('ends today at the latest, and is not longer than the API answers', () => {
    expect(read('from=2026-11-01&to=2027-01-01')).toEqual({ from: '2026-11-01', to: TODAY });
    expect(read('from=2026-11-21&to=2026-11-22')).toBe('30d');
    expect(read('from=1990-01-01&to=2026-11-20')).toBe('30d');
  });
});

describe(daysAsked, () => {
  it('is the newest days, from the start of the first bucket', () => {
    expect(daysAsked('7d', 'daily', TODAY)).toEqual({ start_date: '2026-11-14', end_date: TODAY });
    expect(daysAsked('90d', 'monthly', TODAY)).toEqual({ start_date: '2026-08-01', end_date: TODAY });
    expect(daysAsked('all', 'weekly', TODAY)).toEqual({ limit: 3_650 });
  });
  it('makes both ends of an own range whole, but does not reach into tomorrow', () => {
    const range = { from: '2026-02-11', to: '2026-03-04' };
    expect(daysAsked(range, 'daily', TODAY)).toEqual({ start_date: '2026-02-11', end_date: '2026-03-04' });
    expect(daysAsked(range, 'weekly', TODAY)).toEqual({ start_date: '2026-02-09', end_date: '2026-03-08' });
    expect(daysAsked(range, 'monthly', TODAY)).toEqual({ start_date: '2026-02-01', end_date: '2026-03-31' });
    expect(daysAsked({ from: '2026-11-18', to: '2026-11-19' }, 'monthly', TODAY)).toEqual({
      start_date: '2026-11-01',
      end_date: TODAY
    });
  });
  it('never asks for more days than the API answers', () => {
    // 2026-11-20 minus 3,649 days.
    const longest = { from: '2016-11-23', to: TODAY };
    expect(daysAsked(longest, 'monthly', TODAY)).toEqual({ start_date: '2016-11-23', end_date: TODAY });
  });
});
