/** The lock file that `npm ci` installs from, in a clone on any platform. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { missingFrom, withoutIncomplete, type LockFile } from '../lock/complete.js';
import { root } from '../run/main.js';

const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
const lock = JSON.parse(text) as LockFile & { lockfileVersion: number };
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;

it('has an entry for every package that is asked for, those of other platforms included (npm run lock adds them)', () => {
  expect(lock.lockfileVersion).toBe(3);
  expect(missingFrom(lock)).toEqual([]);
});

it('asks for what package.json asks for', () => {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
  for (const kind of kinds) expect([kind, lock.packages['']?.[kind]]).toEqual([kind, manifest[kind]]);
});

it('names the registry of nobody', () => {
  expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"\s]*\.tgz/);
});

const planted: LockFile = {
  packages: {
    '': { dependencies: { bundler: '^1.0.0' } },
    'node_modules/bundler': { version: '1.0.0', optionalDependencies: { '@os/linux': '1.0.0', '@os/mac': '1.0.0' } },
    'node_modules/@os/linux': { version: '1.0.0' },
    'node_modules/bundler/node_modules/inner': { version: '1.0.0', dependencies: { bundler: '1', deep: '1' } },
    'node_modules/deep': { version: '1.0.0' }
  }
};

it('is seen as incomplete where a platform, or a dependency of a dependency, is missing', () => {
  expect(missingFrom(planted)).toEqual(['node_modules/bundler > @os/mac']);
  const { 'node_modules/deep': _, ...shallow } = planted.packages;
  expect(missingFrom({ packages: shallow })).toContain('node_modules/bundler/node_modules/inner > deep');
});

it('is made anew from what is complete in it', () => {
  expect(Object.keys(withoutIncomplete(planted).packages)).toEqual([
    '',
    'node_modules/bundler/node_modules/inner',
    'node_modules/deep'
  ]);
  expect(withoutIncomplete(lock)).toEqual(lock);
});
