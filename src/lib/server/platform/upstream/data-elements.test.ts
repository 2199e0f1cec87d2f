import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDataElements } from './data-elements.ts';

describe(splitDataElements, () => {
  it('finds the elements of any list, wherever the bytes are cut and however it is spaced', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        fc.boolean(),
        (data, cuts, isSpaced) => {
          const text = JSON.stringify({ status: 'success', data }, null, isSpaced ? 2 : 0);
          const { elements, envelope } = split(text, cuts);
          expect(elements.map((element) => JSON.parse(element) as unknown)).toEqual(JSON.parse(JSON.stringify(data)));
          expect(JSON.parse(envelope)).toEqual({ status: 'success', data: [] });
        }
      )
    );
  });
  it('takes the status from wherever it stands', () => {
    expect(JSON.parse(split('{"data":[1,2],"status":"error"}').envelope)).toEqual({ data: [], status: 'error' });
  });
  it('hands out a document without a list as it is', () => {
    const text = '{"status":"error","data":{"message":"Grüße: \\"data\\":["}}';
    expect(split(text)).toEqual({ elements: [], envelope: text });
  });
  it('refuses a list that was cut short at any place', () => {
    const text = '{"status":"success","data":[{"a":"]}"},{"b":[1,2]}]}';
    for (let length = text.indexOf('[') + 1; length < text.lastIndexOf(']'); length += 1) {
      expect(() => split(text.slice(0, length))).toThrow('not complete');
    }
  });
  it('refuses a document of another shape before it has read all of it', () => {
    const document = splitDataElements();
    expect(() => document.push(Buffer.from(`{"rows":["${'x'.repeat(70_000)}`))).toThrow('not a list');
  });
});

function split(text: string, cuts: Iterator<number> = fc.sample(fc.infiniteStream(fc.constant(3)), 1)[0]!) {
  const bytes = Buffer.from(text);
  const document = splitDataElements();
  const elements: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = Number(cuts.next().value);
    elements.push(...document.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return { elements, envelope: document.end() };
}
