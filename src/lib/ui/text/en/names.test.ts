import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repository } from '../../../../tests/support/source-files.ts';
import { jobNameOf } from './names.ts';

it('has words for every job that a module runs', () => {
  const modules = `${repository}/src/lib/server/modules`;
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('/jobs.ts'));
  const names = files.flatMap((path) =>
    [...readFileSync(`${modules}/${path}`, 'utf8').matchAll(/^ +name: '([a-z-]+)'/gm)].map(([, name = '']) => name)
  );
  expect(names).toContain('drift-watch');
  expect(names.filter((name) => jobNameOf(name) === name)).toEqual([]);
});
