import { expect, it } from 'vitest';
import { completedPeriods } from './completed-periods.ts';

/** 2026-03-18 12:00 UTC, a Wednesday. */
const NOW = 1_773_835_200;

it.each([
  ['daily', '2026-03-17', '2026-03-17', '2026-03-16', '2026-03-16'],
  ['weekly', '2026-03-09', '2026-03-15', '2026-03-02', '2026-03-08'],
  ['monthly', '2026-02-01', '2026-02-28', '2026-01-01', '2026-01-31'],
  ['quarterly', '2025-10-01', '2025-12-31', '2025-07-01', '2025-09-30'],
  ['yearly', '2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31']
] as const)('knows the last two %s periods', (period, start, end, previousStart, previousEnd) => {
  expect(completedPeriods(NOW, period)).toEqual({
    current: { start, end },
    previous: { start: previousStart, end: previousEnd }
  });
});

it('takes the period of a day, of a leap year too', () => {
  expect(completedPeriods(NOW, 'yearly', '2024-02-29').current).toEqual({ start: '2024-01-01', end: '2024-12-31' });
  expect(completedPeriods(NOW, 'quarterly', '2024-12-31').current.end).toBe('2024-12-31');
});

it('refuses a period that has not ended', () => {
  expect(() => completedPeriods(NOW, 'weekly', '2026-03-16')).toThrow(RangeError);
  expect(completedPeriods(NOW, 'weekly', '2026-03-15').current.end).toBe('2026-03-15');
});
