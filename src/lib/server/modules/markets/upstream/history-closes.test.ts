import { describe, expect, it } from 'vitest';
import { startOfDate } from '../../../../domain/time/periods.ts';
import { closeIn, closesIn } from './history-closes.ts';
import type { HistoryRow } from './ports.ts';

const DAY = 86_400;

describe('a close', () => {
  it('is the row at the midnight that ends its day, of hours the newest not after it', () => {
    const rows = [at('2026-03-02', 0, 5), at('2026-03-01', 23, 4), at('2026-03-01', 22, 3), at('2026-03-01', 0, 2)];
    expect(usd(closesIn(rows))).toEqual([
      ['2026-02-28', 2n],
      ['2026-03-01', 5n]
    ]);
  });
  it('may be told an hour early where a row is missing, and no earlier', () => {
    expect(usd(closesIn([at('2026-03-01', 23, 4)]))).toEqual([['2026-03-01', 4n]]);
    expect(usd(closesIn([at('2026-03-01', 21, 3), at('2026-03-02', 1, 9)]))).toEqual([]);
  });
  it('of one row that was asked for is that of its day alone', () => {
    const row = at('2026-03-02', 0, 5);
    expect(closeIn(row, '2026-03-01')?.USD).toBe(5n);
    expect(closeIn(row, '2026-03-02')).toBeNull();
    expect(closeIn(null, '2026-03-01')).toBeNull();
  });
});

describe('rows of weeks', () => {
  const weeks = [at('2013-10-03', 0, 1), at('2013-10-10', 0, 2), at('2013-10-17', 0, 3)];
  it('carry the close at their end; the last of them is left out', () => {
    expect(usd(closesIn(weeks))).toEqual([
      ['2013-10-09', 1n],
      ['2013-10-16', 2n]
    ]);
  });
  it('end where days begin', () => {
    const days = [at('2013-10-18', 0, 7), at('2013-10-19', 0, 8)];
    expect(usd(closesIn([...days, ...weeks]))).toEqual([
      ['2013-10-09', 1n],
      ['2013-10-16', 2n],
      ['2013-10-17', 7n],
      ['2013-10-18', 8n]
    ]);
  });
  it('are not days around a hole of a week', () => {
    const rows = [at('2026-03-01', 0, 1), at('2026-03-02', 0, 2), at('2026-03-09', 0, 3), at('2026-03-10', 0, 4)];
    expect(usd(closesIn(rows)).map(([date]) => date)).toEqual(['2026-02-28', '2026-03-01', '2026-03-08', '2026-03-09']);
  });
});

function at(date: string, hour: number, price: number): HistoryRow {
  return {
    time: startOfDate(date) + (hour * DAY) / 24,
    prices: { USD: BigInt(price), EUR: null, JPY: null }
  };
}

function usd(closes: ReturnType<typeof closesIn>) {
  return [...closes].sort().map(([date, { USD }]) => [date, USD] as const);
}
