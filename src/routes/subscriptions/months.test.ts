import { expect, it } from 'vitest';
import { monthsOf } from './months.ts';

it('adds days to months exactly, leaving out what is not known', () => {
  const day = (date: string, cash: string | null, deferred: string | null) => ({
    date,
    height: 1,
    payments: 1,
    cash,
    recognised: cash && '0.00000001',
    breakage: cash && '0.00000000',
    deferred
  });
  const data = [
    day('2026-09-30', null, null),
    day('2026-10-01', '90071992.54740993', '1.00000000'),
    day('2026-10-31', '0.00000001', '5.00000000'),
    day('2026-11-01', '7.00000000', '6.00000000')
  ];
  expect(monthsOf({ count: 4, data, firstDate: '2026-10-01', asOf: 9, stale: false })).toEqual({
    months: [
      {
        month: '2026-11',
        cash: '7.00000000',
        recognised: '0.00000001',
        breakage: '0.00000000',
        deferred: '6.00000000',
        days: 1
      },
      {
        month: '2026-10',
        cash: '90071992.54740994',
        recognised: '0.00000002',
        breakage: '0.00000000',
        deferred: '5.00000000',
        days: 2
      }
    ],
    firstDate: '2026-10-01',
    asOf: 9,
    stale: false
  });
});
