import { expect, it } from 'vitest';
import { rowsOf } from './export-download.ts';

const hash = 'a'.repeat(64);

it.each([
  ['the last line of CSV', `x,y\r\n# rows=12 sha256=${hash}\r\n`, 12],
  ['the last line of NDJSON', `{"txid":"x"}\n{"rows":3,"sha256":"${hash}"}\n`, 3],
  ['nothing but a last line', `{"rows":0,"sha256":"${hash}"}\n`, 0],
  ['a row that talks of rows', `"# rows=12 sha256=${hash}",1\r\n`, null],
  ['a last line that is cut', `x,y\r\n# rows=12 sha256=${hash.slice(1)}\r\n`, null],
  ['a last line without its end', `x,y\r\n# rows=12 sha256=${hash}`, null],
  ['rows only', 'x,y\r\n', null],
  ['nothing', '', null]
])('%s', (_, tail, rows) => {
  expect(rowsOf(tail)).toBe(rows);
});
