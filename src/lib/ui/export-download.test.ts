import { expect, it } from 'vitest';
import { proofOf } from './export-download.ts';

const hash = 'a'.repeat(64);
const csv = `# rows=12 sha256=${hash}\r\n`;
const ndjson = `{"rows":3,"sha256":"${hash}"}\n`;

it.each([
  ['the last line of CSV', `x,y\r\n${csv}`, 12, csv.length],
  ['the last line of NDJSON', `{"txid":"x"}\n${ndjson}`, 3, ndjson.length],
  ['the line behind a Parquet file, which ends in no line', `PAR1${csv}`, 12, csv.length],
  ['nothing but a last line', `{"rows":0,"sha256":"${hash}"}\n`, 0, ndjson.length]
])('reads %s', (_, tail, rows, length) => {
  expect(proofOf(bytes(tail))).toEqual({ rows, sha256: hash, length });
});

it.each([
  ['a row that talks of rows', `"# rows=12 sha256=${hash}",1\r\n`],
  ['a last line that is cut', `x,y\r\n# rows=12 sha256=${hash.slice(1)}\r\n`],
  ['a last line without its end', `x,y\r\n# rows=12 sha256=${hash}`],
  ['rows only', 'x,y\r\n'],
  ['nothing', '']
])('takes %s for no proof', (_, tail) => {
  expect(proofOf(bytes(tail))).toBeNull();
});

const bytes = (text: string) => new TextEncoder().encode(text);
