/** The documents of the repository point at what is there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

const documents = globSync(['*.md', 'docs/**/*.md']);

it('finds the documents', () => {
  expect(documents).toContain('README.md');
  expect(documents).toContain('docs/architecture.md');
});

it.each(documents)('%s links to files that exist', (path) => {
  const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    ([, target = '']) => target
  );
  const local = links.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(normalize(join(dirname(path), target))))).toEqual([]);
});

it.each(documents)('%s names files that exist', (path) => {
  // A path from the root of the repository; one with a placeholder (NAME, *, ...) names a kind.
  const named = [...readFileSync(path, 'utf8').matchAll(/`((?:src|scripts|supabase|docs|bench)\/[^`\s]*)`/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/[A-Z]{3,}|\*|\.\.\.|…/.test(target));
  expect(named.filter((target) => !existsSync(target))).toEqual([]);
});
