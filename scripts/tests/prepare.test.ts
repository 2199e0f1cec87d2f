import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hashInputs, isBuilt } from '../prepare/bundle.js';
import { findNode } from '../prepare/node.js';
import { isInstalled } from '../prepare/packages.js';
import { runStep } from '../prepare/step.js';
import { takeTurn } from '../prepare/turn.js';

it('sees a clone without packages as not installed', () => {
  const { root, write } = setup();
  write('package-lock.json', lock({ 'node_modules/zod': { version: '4.0.0' } }));
  expect(isInstalled(root)).toBe(false);
});

it('sees the packages of the lock file as installed, but for optional ones of other platforms', () => {
  const { root, write } = setup();
  const zod = { 'node_modules/zod': { version: '4.0.0' } };
  write('package-lock.json', lock({ '': {}, ...zod, 'node_modules/fsevents': { version: '2.0.0', optional: true } }));
  write('node_modules/.package-lock.json', lock(zod));
  expect(isInstalled(root)).toBe(true);
});

it('sees a changed lock file and left out development packages', () => {
  const { root, write } = setup();
  write('node_modules/.package-lock.json', lock({ 'node_modules/zod': { version: '4.0.0' } }));
  write('package-lock.json', lock({ 'node_modules/zod': { version: '4.0.1' } }));
  expect(isInstalled(root)).toBe(false);
  write(
    'package-lock.json',
    lock({ 'node_modules/zod': { version: '4.0.0' }, 'node_modules/vite': { version: '8.0.0' } })
  );
  expect(isInstalled(root)).toBe(false);
});

it.each([
  ['more', { zod: '^4.0.0', vite: '^8.0.0' }],
  ['less', {}],
  ['another version', { zod: '^5.0.0' }]
])('says what to do about a package.json that asks for %s than the lock file', (_, dependencies) => {
  const { root, write } = setup();
  const locked = { '': { dependencies: { zod: '^4.0.0' } }, 'node_modules/zod': { version: '4.0.0' } };
  write('package-lock.json', lock(locked));
  write('node_modules/.package-lock.json', lock(locked));
  write('package.json', JSON.stringify({ dependencies: { zod: '^4.0.0' } }));
  expect(isInstalled(root)).toBe(true);
  write('package.json', JSON.stringify({ dependencies }));
  expect(() => isInstalled(root)).toThrow(/differ in (zod|vite): run "npm run lock"/);
});

it('sees a build as that of its inputs until one of them changes', () => {
  const { root, write } = setup();
  write('src/api.ts', 'export {};');
  for (const output of ['api/api.js', 'api/web.js', 'web/handler.js']) write(`build/${output}`, '');
  expect(isBuilt(root)).toBe(false);
  write('build/.inputs', hashInputs(root));
  expect(isBuilt(root)).toBe(true);
  write('src/api.test.ts', 'export {};');
  write('src/tests/harness.ts', 'export {};');
  expect(isBuilt(root)).toBe(true);
  write('src/lib/domain/money/money.ts', 'export {};');
  expect(isBuilt(root)).toBe(false);
});

it('sees a build without one of its outputs as none', () => {
  const { root, write } = setup();
  for (const output of ['api/api.js', 'api/web.js']) write(`build/${output}`, '');
  write('build/.inputs', hashInputs(root));
  expect(isBuilt(root)).toBe(false);
});

it('prefers the pinned Node and takes the running one where that is a 24', () => {
  const { root, write } = setup();
  expect(findNode(root)).toBe(process.execPath);
  write('node_modules/node/bin/node', '');
  expect(findNode(root)).toBe(process.execPath);
  rmSync(join(root, 'node_modules/node/bin/node'));
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'));
  expect(findNode(root)).toBe(join(root, 'node_modules/node/bin/node'));
});

it('says what to do where there is no Node 24', () => {
  const { root } = setup();
  expect(() => findNode(root, '/nonexistent')).toThrow(/Node 24 is needed.*missing.*npm rebuild node/s);
});

it('waits for the turn of a living process and says whose it is', async () => {
  const { root, said, say } = setup();
  const first = await takeTurn({ root, say, signal: undefined });
  const sayAndLeave = (text: string) => {
    say(text);
    first();
  };
  const second = await takeTurn({ root, say: sayAndLeave, signal: undefined });
  second();
  expect(said).toEqual([expect.stringContaining(`waiting for process ${process.pid}`)]);
  expect(existsSync(join(root, 'build', '.preparing'))).toBe(false);
});

it('takes the turn of a process that is gone', async () => {
  const { root, said, say } = setup();
  mkdirSync(join(root, 'build'));
  symlinkSync('4194305', join(root, 'build', '.preparing'));
  const release = await takeTurn({ root, say, signal: undefined });
  expect(readlinkSync(join(root, 'build', '.preparing'))).toBe(String(process.pid));
  release();
  expect(said).toEqual([]);
});

it('names a step that failed, with its code', async () => {
  const { root } = setup();
  const step = runStep({ root, command: process.execPath, args: ['-e', 'process.exit(4)'] });
  await expect(step).rejects.toThrow('process.exit(4) failed (code 4)');
  await expect(runStep({ root, command: '/nonexistent', args: [] })).rejects.toThrow('ENOENT');
});

function setup() {
  const root = mkdtempSync(join(tmpdir(), 'prepare-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const said: string[] = [];
  function write(path: string, text: string) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, write, said, say: (text: string) => void said.push(text) };
}

interface Entry {
  version?: string;
  optional?: boolean;
  dependencies?: Record<string, string>;
}

function lock(packages: Record<string, Entry>): string {
  return JSON.stringify({ packages });
}
