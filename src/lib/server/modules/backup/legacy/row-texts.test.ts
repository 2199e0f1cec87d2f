import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitRows } from './row-texts.ts';

it('gives the rows of any document, however it arrives and is laid out', () => {
  const row = fc.dictionary(fc.string(), fc.jsonValue());
  const input = fc.record({
    rows: fc.array(row, { maxLength: 8 }),
    indent: fc.integer({ min: 0, max: 2 }),
    size: fc.integer({ min: 1, max: 40 })
  });
  fc.assert(
    fc.property(input, ({ rows, indent, size }) => {
      const bytes = Buffer.from(JSON.stringify({ table: 'ä', rows, rowCount: rows.length }, null, indent));
      const read = splitRows();
      const texts: string[] = [];
      for (let at = 0; at < bytes.length; at += size) texts.push(...read.push(bytes.subarray(at, at + size)));
      expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(JSON.parse(JSON.stringify(rows)));
      expect(JSON.parse(read.end())).toEqual({ table: 'ä', rows: [], rowCount: rows.length });
    })
  );
});

it.each([
  ['{"table":"x","rows":[{"a":1},{"b', 'breaks off'],
  ['{"table":"x","rowCount":0}', 'no list of rows'],
  ['', 'no list of rows'],
  ['{"rows":[{"a":1},,{"b":2}]}', 'nothing between two commas'],
  [`{"a":"${'x'.repeat(70_000)}","rows":[]}`, 'no list of rows'],
  [Buffer.from([0x7b, 0xff, 0xfe]), 'not UTF-8']
])('refuses %.30s', (text, reason) => {
  const read = splitRows();
  expect(() => {
    read.push(Buffer.from(text as string));
    read.end();
  }).toThrow(reason);
});
