import { expect, it } from 'vitest';
import { rowsHref, sortingOf, tableStateOf, without } from './table-state.ts';

const query = (text: string) => new URLSearchParams(text);
const sorts = ['time', 'amount'] as const;

it('reads how a table is shown, and the default for what is none', () => {
  expect(tableStateOf(query('sort=amount&order=asc&rows=100&page=3'), sorts)).toEqual({
    page: 3,
    limit: 100,
    sort: 'amount',
    order: 'asc'
  });
  expect(tableStateOf(query('sort=colour&order=up&rows=7'), sorts)).toEqual({
    page: 1,
    limit: 50,
    sort: 'time',
    order: 'desc'
  });
});
it('keeps filters, and starts another order at its first page', () => {
  const at = new URL('http://h/transactions?source=team&page=4&sort=amount');
  const sorting = sortingOf(tableStateOf(at.searchParams, sorts), at, 'time');
  expect(sorting.hrefOf('amount', 'asc')).toBe('/transactions?source=team&sort=amount&order=asc');
  expect(sorting.hrefOf('time', 'desc')).toBe('/transactions?source=team');
  expect(rowsHref(at, 200)).toBe('/transactions?source=team&sort=amount&rows=200');
});
it('has an address for a table without anything chosen', () => {
  const at = new URL('http://h/payers?source=team&page=2');
  expect(without(at, 'source')).toBe('/payers');
  expect(rowsHref(new URL('http://h/payers?rows=25'), 50)).toBe('/payers');
});
