import { expect, it } from 'vitest';
import { textOf } from './given-file.ts';
import { readRepos } from './repos.ts';

const today = '2026-03-18';
const rows = '[{"snapshot_date":"2026-01-01","image_name":"some/thing","instance_count":3}]';
const read = [{ date: '2026-01-01', image_name: 'some/thing', instance_count: 3, category_count: 3 }];

it.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(rows)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${rows}`)],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${rows}`, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(`\uFEFF${rows}`, 'utf16le').swap16()]
])('reads a list in %s', (_, bytes) => {
  expect(readRepos(textOf(bytes), today)).toEqual(read);
});

it('reads a list whose byte order mark was kept', () => {
  expect(readRepos(`\uFEFF${rows}`, today)).toEqual(read);
});

it.each([
  ['[\n{"snapshot_date":"2026-01-01"},\n{"snapshot_date": x}\n]', 'line 3: it is no JSON'],
  ['{\n  "2026-01-01": {\n    "a": 1,\n  }\n}', 'line 4: it is no JSON'],
  ['[\n1,\n2', 'line 3: it is no JSON'],
  ['', 'line 1: it is no JSON']
])('names the line at which %j is no JSON', (text, problem) => {
  expect(() => readRepos(text, today)).toThrow(problem);
});

it('names the line that is no UTF-8, instead of changing a name', () => {
  const latin = Buffer.from('{"2026-01-01": {\n"k\u00f6nig/app": 1}}', 'latin1');
  expect(() => textOf(latin)).toThrow('line 2: it is no UTF-8 text; save the file as UTF-8');
});
