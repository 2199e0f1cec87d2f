import { describe, expect, it } from 'vitest';
import { readPrices } from './prices.ts';

const today = '2026-03-18';

describe(readPrices, () => {
  it('reads prices exactly', () => {
    const csv = '\uFEFFdate,price_usd\r\n2026-03-16,0.07\r\n2026-03-17,123456789.00000001\r\n';
    expect(readPrices(csv, today)).toEqual([
      { date: '2026-03-16', price_e8: '7000000' },
      { date: '2026-03-17', price_e8: '12345678900000001' }
    ]);
  });
  it.each([
    ['2026-02-30,1', 'line 2: "2026-02-30" is no date (YYYY-MM-DD)'],
    ['2026-03-18,1', 'line 2: 2026-03-18 has not ended'],
    ['2026-03-17,0', 'line 2: "0" is no price (above 0, at most 8 decimals)'],
    ['2026-03-17,1e3', 'line 2: "1e3" is no price (above 0, at most 8 decimals)'],
    ['2026-03-17,0.123456789', 'line 2: "0.123456789" is no price (above 0, at most 8 decimals)'],
    ['2026-03-17,1,5', 'line 2: two columns are expected'],
    ['2026-03-17,1\n2026-03-17,2', 'line 3: 2026-03-17 is there twice']
  ])('refuses %s', (lines, problem) => {
    expect(() => readPrices(`date,price_usd\n${lines}\n`, today)).toThrow(problem);
  });
  it('names every faulty line, and wants its header', () => {
    expect(() => readPrices('date,price_usd\nx,1\ny,1', today)).toThrow(/line 2.*\n.*line 3/);
    expect(() => readPrices('2026-03-17,1', today)).toThrow('line 1: it must be "date,price_usd"');
  });
});
