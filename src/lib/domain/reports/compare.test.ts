import { expect, it } from 'vitest';
import { comparePeriods } from './compare.ts';

const periods = {
  previous: { start: '2026-01-01', end: '2026-01-02' },
  current: { start: '2026-01-03', end: '2026-01-04' }
};

it('adds sums', () => {
  expect(comparePeriods('sum', days([1, 2, 4, 5]), periods)).toMatchObject({
    previous: 3n,
    current: 9n,
    difference: 6n,
    change: 200,
    trend: 'up'
  });
});

it('takes the mean of gauges', () => {
  expect(comparePeriods('gauge', days([1, 2, 4, 5]), periods)).toMatchObject({
    previous: 150n,
    current: 450n,
    change: 200
  });
});

it('divides parts of percentages once, and tells their change in points', () => {
  const parts = days([1, 1, 1, 3], [10, 90, 10, 10]);
  // 2 of 100, 4 of 20; the mean of the days would be 5.56 % and 20 %.
  expect(comparePeriods('percent', parts, periods)).toMatchObject({
    previous: 200n,
    current: 2_000n,
    change: 18,
    trend: 'up'
  });
});

it('compares nothing where a day is missing, and names it', () => {
  const known = new Map([...days([1, 2, 4, 5])].filter(([date]) => date !== '2026-01-02'));
  expect(comparePeriods('sum', known, periods)).toEqual({
    current: null,
    previous: null,
    difference: null,
    change: null,
    trend: 'unknown',
    missing: ['2026-01-02']
  });
});

it('knows no change against nothing', () => {
  expect(comparePeriods('sum', days([0, 0, 4, 5]), periods)).toMatchObject({
    current: 9n,
    change: null,
    trend: 'unknown'
  });
});

function days(parts: number[], wholes?: number[]) {
  return new Map(
    parts.map((part, place) => [
      `2026-01-0${place + 1}`,
      { part: BigInt(part), ...(wholes && { whole: BigInt(wholes[place] ?? 0) }) }
    ])
  );
}
