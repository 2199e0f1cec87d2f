import { expect, it } from 'vitest';
import { pathOf, themeOf } from './theme.ts';

it('is auto unless it is one of the themes', () => {
  expect(['dark', 'light', 'auto', 'pink', undefined, null].map(themeOf)).toEqual([
    'dark',
    'light',
    'auto',
    'auto',
    'auto',
    'auto'
  ]);
});
it('never leads back to another site', () => {
  expect(
    ['/apps?page=2', '//evil.example', '/\\evil.example', 'https://evil.example', '/a b', null].map(pathOf)
  ).toEqual(['/apps?page=2', '/', '/', '/', '/', '/']);
});
