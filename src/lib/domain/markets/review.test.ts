import { describe, expect, it } from 'vitest';
import { closeOf, type Close } from './closes.ts';
import { converted, performanceOf } from './review.ts';

describe('the performance of a range', () => {
  it('is from its first to its last close, with the earlier of equal highs and lows', () => {
    const told = [at('2026-01-01', 80), at('2026-01-02', 100), at('2026-01-05', 40), at('2026-01-06', 100)];
    expect(performanceOf(told)).toEqual({
      first: told[0],
      last: told[3],
      high: told[1],
      low: told[2],
      change: 25
    });
  });
  it('is nothing where nothing is known', () => {
    expect(performanceOf([])).toBeNull();
  });
});

describe('a price in another currency', () => {
  // 0.07 USD, while a bitcoin costs 100,000 USD and 92,000 EUR: 0.0644 EUR.
  it('follows from what a bitcoin costs in both', () => {
    const [inDollars, inCurrency] = [[at('2026-01-01', 100_000)], [at('2026-01-01', 92_000)]];
    expect(converted([at('2026-01-01', 0.07)], { inDollars, inCurrency })).toEqual([at('2026-01-01', 0.0644)]);
  });
  it('is unknown on a day on which one of the three is', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    const [flux, usd, eur] = [days, days.slice(0, 2), days.slice(1)].map((known) => known.map((date) => at(date, 2)));
    const told = converted(flux!, { inDollars: usd!, inCurrency: eur! });
    expect(told.map(({ date }) => date)).toEqual(['2026-01-02']);
  });
});

function at(date: string, price: number): Close {
  return closeOf(date, BigInt(Math.round(price * 1e8)));
}
