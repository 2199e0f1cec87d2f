import { describe, expect, it } from 'vitest';
import { daysAsked, daysWithLead, outsideText, readRange, widenedText } from './range.ts';

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
  it('ends today at the latest, and is the newest days of more than the API answers', () => {
    expect(read('from=2026-11-01&to=2027-01-01')).toEqual({ from: '2026-11-01', to: TODAY });
    // 2026-11-20 minus 3,649 days.
    expect(read('from=1990-01-01&to=2026-11-20')).toEqual({ from: '2016-11-23', to: TODAY });
    expect(read('from=1900-01-01&to=1900-02-01')).toEqual({ from: '1970-01-01', to: '1970-01-01' });
  });
  it('is widened where it is too short for weeks or months, and says so', () => {
    const seen = (query: string, view: 'daily' | 'weekly' | 'monthly') => [
      readRange(new URLSearchParams(query), TODAY, view),
      widenedText(new URLSearchParams(query), TODAY, view)
    ];
    expect(seen('range=7d', 'daily')).toEqual(['7d', null]);
    expect(seen('range=7d', 'weekly')).toEqual(['30d', 'Widened to 30 days: fewer make no weeks.']);
    expect(seen('range=30d', 'monthly')).toEqual(['90d', 'Widened to 90 days: fewer make no months.']);
    expect(seen('range=90d', 'monthly')).toEqual(['90d', null]);
    // 30 days until 2026-11-10.
    expect(seen('from=2026-11-08&to=2026-11-10', 'weekly')).toEqual([
      { from: '2026-10-12', to: '2026-11-10' },
      'Widened to 30 days: fewer make no weeks.'
    ]);
  });
  it('stays what was asked for when all of it is still to come', () => {
    expect(read('from=2026-11-21&to=2026-11-22')).toEqual({ from: '2026-11-21', to: '2026-11-22' });
    expect(read('from=2030-01-01&to=2030-12-31&range=7d')).toEqual({ from: '2030-01-01', to: '2030-12-31' });
    expect(read('from=2030-01-01&to=9999-12-31')).toBe('30d');
  });
});

describe(daysAsked, () => {
  it('is the days of the range, the same for every view', () => {
    expect(daysAsked('7d', TODAY)).toEqual({ start_date: '2026-11-14', end_date: TODAY });
    expect(daysAsked('all', TODAY)).toEqual({ limit: 3_650 });
    const range = { from: '2026-02-11', to: '2026-03-04' };
    expect(daysAsked(range, TODAY)).toEqual({ start_date: '2026-02-11', end_date: '2026-03-04' });
  });
});

describe(daysWithLead, () => {
  it('asks for the days before too, as far as the API goes', () => {
    expect(daysWithLead('7d', TODAY, (days) => days)).toEqual({
      query: { start_date: '2026-11-07', end_date: TODAY },
      lead: 7
    });
    // 3,650 days are all there can be: of 2,000 before 2,000 there are 1,650.
    const range = { from: '2021-05-31', to: TODAY };
    expect(daysWithLead(range, TODAY, (days) => days).lead).toBe(1_650);
    expect(daysWithLead({ from: '1970-01-03', to: '1970-02-01' }, TODAY, () => 6).lead).toBe(2);
  });
  it('has nothing before everything', () => {
    expect(daysWithLead('all', TODAY, () => 6)).toEqual({ query: { limit: 3_650 }, lead: 0 });
  });
});

describe(outsideText, () => {
  const of = (from: string, to: string, first: string | null = '2024-03-05') =>
    outsideText({ from, to }, { what: 'payments', first, today: TODAY });
  it('says that there was nothing before the first known day', () => {
    expect(of('2020-01-01', '2020-12-31')).toBe('No payments before 2024-03-05.');
    expect(of('2024-03-04', '2024-04-01')).toBe('No payments before 2024-03-05.');
    expect(of('2024-03-05', '2024-04-01')).toBeNull();
  });
  it('says that days are still to come', () => {
    expect(of('2027-01-01', '2027-02-01')).toBe('No payments after 2026-11-20: these days are still to come.');
  });
  it('says nothing of what it does not know, nor of a range that moves with the day', () => {
    expect(of('2020-01-01', '2020-12-31', null)).toBeNull();
    expect(outsideText('all', { what: 'payments', first: '2026-11-19', today: TODAY })).toBeNull();
  });
});
