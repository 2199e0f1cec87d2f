import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, expect, it, onTestFinished } from 'vitest';
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
it.each<[string, (path: string) => string]>([
  ['a symbolic link to the file', (path) => linked(path, `${path}-link`)],
  ['a symbolic link to a link', (path) => linked(linked(path, `${path}-link`), `${path}-link-2`)],
  ['a symbolic link to the folder', (path) => join(linked(folder, `${folder}-link`), path.slice(folder.length))],
  ['a hard link in another folder', hardLinked],
  ['a path from where the process is', (path) => relative(process.cwd(), path)]
])('is held by whoever knows the same file as %s', async (_, otherName) => {
  for (const isOwnerFirst of [true, false]) {
    const path = setup();
    writeFileSync(path, '');
    const other = otherName(path);
    const names = isOwnerFirst ? [path, other] : [other, path];
    const { pid } = await startOwner(names[0]!);
    expect(() => lockDatabase(names[1]!)).toThrow(`in use by process ${pid}`);
    await end();
    lockDatabase(names[1]!)();
  }
});
it.skipIf(!canMount())('is held by whoever has the file bound to another path', async () => {
  const path = setup();
  const other = join(folder, 'elsewhere', 'db.sqlite3');
  mkdirSync(join(folder, 'elsewhere'));
  for (const file of [path, other]) writeFileSync(file, '');
  execFileSync('mount', ['--bind', path, other]);
  try {
    const { pid } = await startOwner(path);
    expect(() => lockDatabase(other)).toThrow(`in use by process ${pid}`);
    await end();
  } finally {
    execFileSync('umount', [other]);
  }
});
it('is one of its own for each of two files, whatever they are called', async () => {
  const path = setup();
  await startOwner(path);
  lockDatabase(`${path}-2`)();
  await end();
});
it('is taken through a link whose file is still to be made', () => {
  const path = setup();
  lockDatabase(linked(path, `${path}-link`))();
});
it('says what DB_PATH is where it is no file', () => {
  setup();
  expect(() => lockDatabase(folder)).toThrow(/cannot be opened: EISDIR.*set DB_PATH to a file/);
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

function linked(target: string, path: string): string {
  symlinkSync(target, path);
  onTestFinished(() => rmSync(path, { force: true }));
  return path;
}

function hardLinked(path: string): string {
  mkdirSync(join(folder, 'other'));
  linkSync(path, join(folder, 'other', 'name.sqlite3'));
  return join(folder, 'other', 'name.sqlite3');
}

/** Whether this machine lets us bind a file to another path. */
function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'mount-'));
  try {
    execFileSync('mount', ['--bind', place, place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function end(): Promise<void> {
  const ended = once(owner!, 'exit');
  owner!.kill('SIGKILL');
  await ended;
  owner = null;
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
