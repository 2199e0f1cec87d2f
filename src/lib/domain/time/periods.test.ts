import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import {
  addDays,
  bucketOf,
  dateOf,
  daysBetween,
  eachDay,
  isDate,
  isoWeekStart,
  lastDays,
  monthStart,
  periodAt,
  quarterStart,
  startOfDate,
  yearStart,
  type Period
} from './periods.ts';

const DAY = 86_400;
const instants = fc.integer({ min: seconds('2018-01-01T00:00:00Z'), max: seconds('2100-01-01T00:00:00Z') });
const dates = instants.map(dateOf);
const periods = fc.constantFrom<Period>('daily', 'weekly', 'monthly', 'quarterly', 'yearly');

describe.each([
  ['UTC', 0],
  ['America/Los_Angeles', 480],
  ['Asia/Kolkata', -330],
  ['Pacific/Kiritimati', -840]
])('with the host in %s', (zone, offsetMinutes) => {
  const { useZone, restoreZone } = setup();
  afterEach(restoreZone);

  it.each(golden.periods)('knows the $period period at $now', ({ now, period, likeForLikeEnd, ...expected }) => {
    useZone(zone);
    expect(new Date('2026-01-01T00:00:00Z').getTimezoneOffset()).toBe(offsetMinutes);
    const found = periodAt(seconds(now), period);
    expect(found).toMatchObject({ ...expected, end: now.slice(0, 10) });
    expect(found.likeForLikeEndTime).toBe(seconds(likeForLikeEnd));
    expect(found.startTime).toBe(seconds(`${expected.start}T00:00:00Z`));
    expect(found.previousStartTime).toBe(seconds(`${expected.previousStart}T00:00:00Z`));
    expect(found.previousEndTime).toBe(found.startTime);
  });
  it.each(golden.lastDays)('starts $days days ending $today at $start', ({ today, days, start }) => {
    useZone(zone);
    expect(lastDays(today, days)).toEqual({ start, end: today });
  });
  it('changes the day at midnight UTC', () => {
    useZone(zone);
    expect(dateOf(seconds('2026-10-31T23:59:59Z'))).toBe('2026-10-31');
    expect(dateOf(seconds('2026-11-01T00:00:00Z'))).toBe('2026-11-01');
    expect(startOfDate('2026-11-01')).toBe(seconds('2026-11-01T00:00:00Z'));
  });
  it('steps over the days on which clocks change', () => {
    useZone(zone);
    expect(eachDay('2026-03-07', '2026-03-09')).toEqual(['2026-03-07', '2026-03-08', '2026-03-09']);
    expect(eachDay('2026-10-31', '2026-11-02')).toHaveLength(3);
  });
});

describe(isDate, () => {
  it('knows real days only', () => {
    expect(['2026-02-28', '2028-02-29', '2000-02-29', '1999-12-31', '0001-01-01'].every(isDate)).toBe(true);
    for (const text of [
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-1-1'
    ]) {
      expect(isDate(text)).toBe(false);
    }
    for (const text of [
      '',
      'today',
      '2026-01-01T00:00:00Z',
      ' 2026-01-01',
      '2026-01-01\n',
      '20260101',
      '+02026-01-01'
    ]) {
      expect(isDate(text)).toBe(false);
    }
  });
  it('makes every function refuse another text', () => {
    const functions = [startOfDate, isoWeekStart, monthStart, quarterStart, yearStart];
    for (const each of functions) expect(() => each('2026-02-29')).toThrow(RangeError);
    expect(() => bucketOf('2026-02-29', 'daily')).toThrow(RangeError);
    expect(() => dateOf(NaN)).toThrow(RangeError);
    expect(() => dateOf(seconds('9999-12-31T23:59:59Z') + 1)).toThrow(RangeError);
  });
});

describe('arithmetic of days', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(dateOf(startOfDate(date))).toBe(date);
      })
    );
  });
  it('lists as many days as it says', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 400 }), (today, days) => {
        const { start, end } = lastDays(today, days);
        const listed = eachDay(start, end);
        expect(listed).toHaveLength(days);
        expect(listed.at(-1)).toBe(today);
        expect(listed).toEqual([...new Set(listed)].sort());
      })
    );
  });
  it('lists nothing where the end is before the start', () => {
    expect(eachDay('2026-11-02', '2026-11-01')).toEqual([]);
  });
  it('refuses no days, half days and endless days', () => {
    for (const days of [0, -1, 1.5, NaN, Infinity]) expect(() => lastDays('2026-11-20', days)).toThrow(RangeError);
  });
});

describe(bucketOf, () => {
  it('is the first date of the day, ISO week or month', () => {
    expect(bucketOf('2027-01-01', 'daily')).toBe('2027-01-01');
    expect(bucketOf('2027-01-01', 'weekly')).toBe('2026-12-28');
    expect(bucketOf('2026-11-22', 'weekly')).toBe('2026-11-16');
    expect(bucketOf('2026-11-30', 'monthly')).toBe('2026-11-01');
  });
  it('starts weeks on Mondays', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const monday = isoWeekStart(date);
        expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(daysBetween(monday, date)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(monday, date)).toBeLessThan(7);
      })
    );
  });
});

describe(quarterStart, () => {
  it('is the first of January, April, July or October', () => {
    const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-15`);
    expect(months.map((date) => Number(quarterStart(date).slice(5, 7)))).toEqual([
      1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10
    ]);
  });
});

describe(periodAt, () => {
  it('tiles time: the previous period ends the day before this one starts', () => {
    fc.assert(
      fc.property(instants, periods, (now, period) => {
        const at = periodAt(now, period);
        expect(addDays(at.previousEnd, 1)).toBe(at.start);
        expect(at.previousEndTime).toBe(at.startTime);
        expect(at.startTime <= now && at.start <= at.end && at.end === dateOf(now)).toBe(true);
        const before = periodAt(at.startTime - 1, period);
        expect(before).toMatchObject({ start: at.previousStart, end: at.previousEnd, startTime: at.previousStartTime });
      })
    );
  });
  it('gives every instant of a period the same period', () => {
    fc.assert(
      fc.property(instants, periods, (now, period) => {
        const { start, startTime, previousStart } = periodAt(now, period);
        expect(periodAt(startTime, period)).toMatchObject({ start, previousStart, end: start });
      })
    );
  });
  it('compares like with like, never beyond the previous period', () => {
    fc.assert(
      fc.property(instants, periods, (now, period) => {
        const at = periodAt(now, period);
        const elapsed = now - at.startTime;
        const compared = at.likeForLikeEndTime - at.previousStartTime;
        expect(compared).toBe(Math.min(elapsed, at.previousEndTime - at.previousStartTime));
        expect(at.likeForLikeEndTime).toBeLessThanOrEqual(at.previousEndTime);
      })
    );
  });
  it('compares an empty period with an empty one at its first instant', () => {
    const at = periodAt(seconds('2028-03-01T00:00:00Z'), 'monthly');
    expect(at.likeForLikeEndTime).toBe(at.previousStartTime);
    expect(at.previousEndTime - at.previousStartTime).toBe(29 * DAY);
  });
});

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

function setup() {
  const original = process.env['TZ'];
  return {
    useZone: (zone: string) => {
      process.env['TZ'] = zone;
    },
    restoreZone: () => {
      if (original === undefined) delete process.env['TZ'];
      else process.env['TZ'] = original;
    }
  };
}
