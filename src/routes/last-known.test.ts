import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('.', import.meta.url).pathname;
const files = globSync('**/+page.ts', { cwd: folder }).filter((file) => file.includes('['));

it('of a page about one thing is that of the thing: its address tells which, not what follows the question mark', () => {
  expect(files.length).toBeGreaterThan(5);
  const faulty = files.filter(
    (file) => !/keep\((url\.pathname \+ |params\.)/.test(readFileSync(folder + file, 'utf8'))
  );
  expect(faulty).toEqual([]);
});
