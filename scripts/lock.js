/**
 * `npm run lock`: makes package-lock.json say what package.json asks for, with the packages of every platform. To be run
 * after every change of packages, and after a merge of two such changes.
 *
 * npm works in a folder of its own: beside an installed node_modules it would leave out what is not installed here. Packages
 * keep the versions they have; those that lack a package of another platform are looked up again. No address of a registry
 * is written (.npmrc): a clone installs from whichever one it is set to.
 */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingFrom, withoutIncomplete } from './lock/complete.js';
import { runNpm } from './prepare/npm.js';
import { StepError } from './prepare/step.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lock-'));
const path = join(folder, 'package-lock.json');

try {
  for (const name of ['package.json', '.npmrc']) copyFileSync(join(root, name), join(folder, name));
  if (existsSync(join(root, 'package-lock.json'))) {
    writeFileSync(path, JSON.stringify(withoutIncomplete(read(join(root, 'package-lock.json')))));
  }
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runNpm({ root: folder, args: ['install', '--package-lock-only', '--include=dev', ...quiet] });
  const missing = missingFrom(read(path));
  if (missing.length > 0) {
    throw new StepError(
      `the registry does not offer what packages ask for; take versions of which everything is published:\n${missing.join('\n')}`
    );
  }
  copyFileSync(path, join(root, 'package-lock.json'));
  console.log('package-lock.json is complete; "npm ci" installs it');
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {string} file
 * @returns {import('./lock/complete.js').LockFile}
 */
function read(file) {
  return /** @type {import('./lock/complete.js').LockFile} */ (JSON.parse(readFileSync(file, 'utf8')));
}
