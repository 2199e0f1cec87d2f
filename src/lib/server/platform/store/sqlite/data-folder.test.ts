import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { prepareDataFolder } from './data-folder.ts';

it('makes a folder that is missing', () => {
  const path = join(setup(), 'new/deeper/db.sqlite3');
  prepareDataFolder(path);
  writeFileSync(path, '');
});

it('says so when a file lies where the folder should be', () => {
  const folder = setup();
  writeFileSync(join(folder, 'file'), '');
  expect(() => prepareDataFolder(join(folder, 'file/db.sqlite3'))).toThrow(/move that file away/);
});

const nobody = { uid: 65_534, gid: 65_534, env: {} };

// Root may write everywhere: only as another user is there something to refuse, and he must be able to read the clone.
it.runIf(canBeNobody()).each([
  ['the folder', ''],
  ['the database', 'db.sqlite3'],
  ['the admin token', 'admin-token']
])('names the command that gives %s to the user who runs it', (_, file) => {
  const folder = setup();
  chmodSync(folder, file === '' ? 0o755 : 0o777);
  if (file !== '') writeFileSync(join(folder, file), '', { mode: 0o600 });
  const asNobody = () => spawnSync(process.execPath, ['--input-type=module', '-e', script(folder)], nobody);

  const refused = asNobody();
  const command = /run "(chown -R 65534:65534 (\S+))" as root/.exec(refused.stderr.toString());
  expect(command?.[2]).toBe(folder);
  expect(refused.stderr.toString()).toContain(`${join(folder, file)} cannot be written`);
  spawnSync('sh', ['-c', command![1]!]);
  expect(asNobody().stdout.toString()).toBe('usable');
});

function canBeNobody(): boolean {
  return process.getuid?.() === 0 && spawnSync(process.execPath, ['--version'], nobody).status === 0;
}

function script(folder: string): string {
  const module = new URL('./data-folder.ts', import.meta.url).href;
  return `const { prepareDataFolder } = await import('${module}');
    prepareDataFolder(${JSON.stringify(join(folder, 'db.sqlite3'))}); process.stdout.write('usable');`;
}

function setup(): string {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
