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
    ['2026-03-17,0', 'line 2: "0" is no price (a decimal number above 0, such as 0.5123)'],
    ['2026-03-17,1e3', 'line 2: "1e3" is no price (a decimal number above 0, such as 0.5123)'],
    ['2026-03-17,0.000000004999', 'line 2: "0.000000004999" is no price'],
    ['2026-03-17,"0,5123"', 'line 2: "0,5123" is no price'],
    ['2026-03-16,1\n\n"2026-03-17,1\n2026-03-15,2', 'Quote Not Closed'],
    ['2026-03-17,1,5', 'line 2: two columns are expected'],
    ['2026-03-17,1\n2026-03-17,2', 'line 3: 2026-03-17 is there twice']
  ])('refuses %s', (lines, problem) => {
    expect(() => readPrices(`date,price_usd\n${lines}\n`, today)).toThrow(problem);
  });
  it.each([
    ['quotes', '"date","price_usd"\n"2026-01-01","0.5123"\n'],
    ['CRLF and a byte order mark', '\uFEFFdate,price_usd\r\n2026-01-01,0.5123\r\n'],
    ['a byte order mark before a quote', '\uFEFF"date","price_usd"\n"2026-01-01","0.5123"'],
    ['semicolons', 'date;price_usd\n2026-01-01;0.5123\n'],
    ['semicolons and a decimal comma', 'Date;Price (USD)\n2026-01-01;0,5123\n'],
    ['tabs', 'date\tprice_usd\n2026-01-01\t0.5123\n'],
    ['the line by which Excel is told the delimiter', 'sep=;\r\ndate;price_usd\r\n2026-01-01;0,5123\r\n'],
    ['other names and order', 'Price USD, Date\n0.5123, 2026-01-01\n'],
    ['further columns', 'Date,Open,High,Low,Close,Volume\n2026-01-01,0.4,0.6,0.3,0.5123,1000\n'],
    ['empty lines', 'date,price_usd\n\n2026-01-01,0.5123\n\n']
  ])('reads a file with %s', (_, csv) => {
    expect(readPrices(csv, today)).toEqual([{ date: '2026-01-01', price_e8: '51230000' }]);
  });
  it('rounds more than eight decimals half up', () => {
    const rows = '2026-01-01,0.123456785000\n2026-01-02,0.123456784999\n2026-01-03,0.1234567849999999999999';
    expect(readPrices(`date,price_usd\n${rows}`, today).map(({ price_e8 }) => price_e8)).toEqual([
      '12345679',
      '12345678',
      '12345678'
    ]);
  });
  it('counts lines as an editor does', () => {
    expect(() => readPrices('date,price_usd\r\n\r\n2026-01-01,1\r\nx,1\r\n', today)).toThrow('line 4: "x" is no date');
    expect(() => readPrices('sep=;\ndate;price_usd\nx;1', today)).toThrow('line 3: "x" is no date');
    expect(() => readPrices('date,price_usd\n2026-01-01,1\n"2026-01-02,1\n', today)).toThrow(
      'line 3: Quote Not Closed'
    );
  });
  it('names every faulty line, and wants its header', () => {
    expect(() => readPrices('date,price_usd\nx,1\ny,1', today)).toThrow(/line 2.*\n.*line 3/);
    expect(() => readPrices('2026-03-17,1', today)).toThrow('line 1: it must be "date,price_usd"');
  });
});
