import { expect, it } from 'vitest';
import { appHref } from './app-href.ts';

it('keeps a name whole, whatever is in it', () => {
  for (const name of ['minecraft1731', '<b>bold</b>', 'a?b#c', '50%', '[name]', '(group)', ''])
    expect(decodeURIComponent(new URL(appHref(name), 'http://h').pathname.slice('/apps/'.length))).toBe(name);
});
