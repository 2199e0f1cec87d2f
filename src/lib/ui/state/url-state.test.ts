import { expect, it } from 'vitest';
import { choiceOf, listOf, pageOf, textOf, toggled, withQuery } from './url-state.ts';

const query = (text: string) => new URLSearchParams(text);

it('reads a choice, and the default for what is none', () => {
  expect(choiceOf(query('view=weekly'), 'view', ['daily', 'weekly'])).toBe('weekly');
  expect(choiceOf(query('view=hourly'), 'view', ['daily', 'weekly'])).toBe('daily');
});
it('reads a page from 1 on', () => {
  expect(['page=3', 'page=0', 'page=-1', 'page=1e3', '', 'page=9999999999'].map((text) => pageOf(query(text)))).toEqual(
    [3, 1, 1, 1, 1, 1]
  );
});
it('reads a list however it is written', () => {
  const sources = ['team', 'fiat', 'other'] as const;
  expect(listOf(query('source=fiat&source=team'), 'source', sources)).toEqual(['team', 'fiat']);
  expect(listOf(query('source=other,fiat,x'), 'source', sources)).toEqual(['fiat', 'other']);
});
it('reads an empty field as none', () => {
  expect([textOf(query('search=+'), 'search'), textOf(query('search=a+b'), 'search')]).toEqual([undefined, 'a b']);
});
it('changes what is named and keeps the rest', () => {
  expect(withQuery(query('a=1&page=4'), { page: null, b: 'x y' })).toBe('?a=1&b=x+y');
  expect(withQuery(query('page=4'), { page: null })).toBe('');
});
it('puts a member into a list or takes it out', () => {
  expect(toggled(query('hide=a,b'), 'hide', 'c')).toBe('a,b,c');
  expect(toggled(query('hide=a,b'), 'hide', 'a')).toBe('b');
  expect(toggled(query('hide=b'), 'hide', 'b')).toBe('');
});
