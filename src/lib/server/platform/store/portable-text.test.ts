import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPortableJson, toPortableText } from './portable-text.ts';

it.each([
  ['plain', 'plain'],
  ['a\0b', 'ab'],
  ['\ud83d\ude00', '\ud83d\ude00'],
  ['half \ud83d', 'half \ufffd'],
  ['\ud83d\0\ude00', '\ufffd\ufffd'],
  ['\\u0000 in words', '\\u0000 in words']
])('makes %j into %j', (text, portable) => {
  expect(toPortableText(text)).toBe(portable);
  expect(JSON.parse(toPortableJson(JSON.stringify({ [text]: [text] })))).toEqual({ [portable]: [portable] });
});

it('does the same to any text alone and inside JSON', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('\0', '\\', 'u0000', '\ud800', '\udc00', '"'), fc.string())
  });
  fc.assert(
    fc.property(text, (any) => {
      expect(JSON.parse(toPortableJson(JSON.stringify([any])))).toEqual([toPortableText(any)]);
    })
  );
});
