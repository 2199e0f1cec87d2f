import { expect, it } from 'vitest';
import { sumsBy } from './day-sums.ts';

it('adds days to months exactly, leaving out what is not known', () => {
  const data = [
    day('2026-09-30', null, null),
    day('2026-10-01', '90071992.54740993', '1.00000000'),
    day('2026-10-31', '0.00000001', '5.00000000'),
    day('2026-11-01', '7.00000000', '6.00000000')
  ];
  const none = { recognised: '0.00000000', breakage: '0.00000000', earningDays: 0, perDay: null };
  expect(sumsBy('month', data)).toEqual([
    { ...none, period: '2026-11', cash: '7.00000000', deferred: '6.00000000', days: 1 },
    { ...none, period: '2026-10', cash: '90071992.54740994', deferred: '5.00000000', days: 2 }
  ]);
});

it('has the mean of the days of a year on which something was earned', () => {
  const data = [
    { ...day('2025-01-01', '9.00000000', '8.00000000'), recognised: '0.00000001' },
    { ...day('2025-01-02', '0.00000000', '7.00000000'), recognised: '0.00000002' },
    { ...day('2025-12-31', '0.00000000', '7.00000000') },
    { ...day('2026-01-01', '0.00000000', '7.00000000') }
  ];
  expect(sumsBy('year', data)).toMatchObject([
    { period: '2026', days: 1, earningDays: 0, perDay: null, recognised: '0.00000000' },
    // 1.5 satoshi: half up.
    { period: '2025', days: 3, earningDays: 2, perDay: '0.00000002', recognised: '0.00000003', deferred: '7.00000000' }
  ]);
});

function day(date: string, cash: string | null, deferred: string | null) {
  const nothing = cash && '0.00000000';
  return { date, height: 1, payments: 1, cash, recognised: nothing, breakage: nothing, deferred };
}
