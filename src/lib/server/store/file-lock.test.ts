import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { lockDatabase } from './file-lock.ts';

let folder: string;
let owner: ChildProcess | null = null;
afterEach(() => {
  owner?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('is held by one process, which the refusal names, and not left behind by a killed one', async () => {
  const path = setup();
  const other = await startOwner(path);
  expect(() => lockDatabase(path)).toThrow(`in use by process ${other.pid}`);
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockDatabase(path)();
});
it('can be taken again after it was given back', () => {
  const path = setup();
  lockDatabase(path)();
  lockDatabase(path)();
});
it('creates the folder of the database', () => {
  const path = join(setup(), '..', 'new', 'deeper', 'db.sqlite3');
  lockDatabase(path)();
});

function setup(): string {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  return join(folder, 'db.sqlite3');
}

/** A process of its own that takes the lock, says so and stays. */
async function startOwner(path: string) {
  const module = new URL('./file-lock.ts', import.meta.url).href;
  const script = `const { lockDatabase } = await import('${module}'); globalThis.release = lockDatabase(${JSON.stringify(path)});
    process.stdout.write('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore']
  });
  owner = child;
  await once(child.stdout, 'data');
  return child;
}
