import { expect, it } from 'vitest';
import type { AtRisk, Lapsed } from '../../lib/ui/live/answers.ts';
import { endingOf, lapsedOf } from './ending.ts';

const freshness = { asOf: 1_780_000_000, stale: false };
const at = (date: string) => ({ height: 3_000_000, time: Date.parse(date) / 1000 });

it('adds up each day over all that ends, and keeps the ten largest', () => {
  const ends = ['2026-06-02T10:00:00Z', '2026-06-01T23:59:59Z', '2026-06-02T00:00:00Z'];
  const data = Array.from({ length: 30 }, (_, at30) => subscription(at30, ends[at30 % 3]!));
  const { largest, calendar, ending } = endingOf({ ...risk, data });
  expect(ending).toBe(30);
  expect(largest.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  // 30 deposits of 0.00000001 and 100 less their place: places 1, 4, ... 28 end on the first day.
  expect(calendar).toEqual([
    { date: '2026-06-01', count: 10, deposit: '855.00000010' },
    { date: '2026-06-02', count: 20, deposit: '1710.00000020' }
  ]);
});

it('keeps the sum of all who stopped paying, and names the largest of them', () => {
  const data = Array.from({ length: 40 }, (_, at40): Lapsed['data'][number] => ({
    id: String(at40),
    app: null,
    owner: null,
    sender: null,
    depositAmount: '1.00000000',
    renewals: 0,
    end: at('2026-06-01T00:00:00Z')
  }));
  const lapsed: Lapsed = { days: 30, count: 40, depositLost: '40.00000000', data, at: null, ...freshness };
  expect(lapsedOf(lapsed)).toMatchObject({ count: 40, depositLost: '40.00000000' });
  expect(lapsedOf(lapsed).data).toEqual(data.slice(0, 25));
});

const risk: Omit<AtRisk, 'data'> = {
  days: 30,
  ending: 30,
  depositEnding: null,
  expectedKept: null,
  method: 'too_few_lives',
  low: null,
  high: null,
  at: null,
  ...freshness
};

function subscription(place: number, end: string): AtRisk['data'][number] {
  return {
    id: String(place),
    app: null,
    depositAmount: `${100 - place}.00000001`,
    deferred: '0.00000000',
    end: at(end),
    probability: null,
    low: null,
    high: null,
    expectedKept: null
  };
}
