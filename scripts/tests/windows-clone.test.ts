/** A clone by git for Windows: what runs in the container, and what hashes are taken of, has the bytes of the repository. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../run/main.js';

it.skipIf(!existsSync(join(root, '.git'))).each([
  ['as its installer sets it', ['core.autocrlf=true']],
  ['told to write CRLF', ['core.autocrlf=false', 'core.eol=crlf']]
])('has the bytes of the repository with git %s', (_, settings) => {
  const folder = mkdtempSync(join(tmpdir(), 'windows-clone-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const options = settings.flatMap((setting) => ['-c', setting]);
  git(root, ['clone', '--quiet', '--no-hardlinks', ...options, root, folder]);

  // 100644 <hash> 0	<path>
  const entries = git(folder, ['ls-files', '--stage', '-z']).split('\0').filter(Boolean);
  const files = entries.map((entry) => /^\d+ (\w+) \d\t(.+)$/s.exec(entry)!.slice(1) as [string, string]);
  const paths = files.map(([, path]) => `${path}\n`).join('');
  const hashes = git(folder, ['hash-object', '--no-filters', '--stdin-paths'], paths).trim().split('\n');
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter(([hash], index) => hashes[index] !== hash).map(([, path]) => path)).toEqual([]);
  for (const path of [
    'startup.sh',
    '.ci/run',
    'Dockerfile',
    'package.json',
    'src/lib/server/platform/store/migrations/001_schema.sql'
  ]) {
    expect([path, readFileSync(join(folder, path)).includes('\r')]).toEqual([path, false]);
  }
});

function git(cwd: string, args: string[], input = ''): string {
  return execFileSync('git', args, { cwd, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
