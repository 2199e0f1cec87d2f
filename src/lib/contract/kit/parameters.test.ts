import { expect, it } from 'vitest';
import { commaList, wholeNumber } from './parameters.ts';
import { exported, paginated } from '../ledger/transactions.ts';

const upTo1000 = wholeNumber({ min: 1, max: 1000 });

it.each(['1', '50', '1000', '007', 5])('reads %j as a whole number', (text) => {
  expect(upTo1000.parse(text)).toBe(Number(text));
});

it.each(['', ' 5', '5 ', '+5', '-5', '1e2', '0x10', '5.0', 'abc', '0', '1001', '99999999999999999', 1.5])(
  'refuses %j, saying what is allowed',
  (text) => {
    expect(upTo1000.safeParse(text).error?.issues[0]?.message).toBe('a whole number from 1 to 1000');
  }
);

it('reads a list in any order, each entry once', () => {
  expect(commaList(['a', 'b', 'c']).parse('c,a,c')).toEqual(['a', 'c']);
  expect(commaList(['a', 'b', 'c']).parse(['b', 'a'])).toEqual(['a', 'b']);
});

it.each(['', 'a,', 'a,d', 'A'])('refuses %j as a list', (text) => {
  expect(commaList(['a', 'b', 'c']).safeParse(text).success).toBe(false);
});

it('refuses parameters it does not know', () => {
  expect(paginated.query.safeParse({ pages: '2' }).error?.issues[0]).toMatchObject({ keys: ['pages'] });
});

it.each(['2026-02-29', '2026-1-1', '1969-12-31', 'today'])('refuses %j as a day', (day) => {
  expect(exported.query.safeParse({ start_date: day }).success).toBe(false);
});

it('fills in what is left out', () => {
  expect(paginated.query.parse({})).toEqual({ page: 1, limit: 50 });
});
