/**
 * The packages of a clone, as its lock file names them, development packages included whatever NODE_ENV says.
 *
 * What is installed is read from npm's own record (`node_modules/.package-lock.json`); optional packages of other platforms
 * are not missed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, StepError } from './step.js';

/** @param {string} root */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new StepError('package-lock.json is missing: restore it with git');
  return (
    present !== null &&
    Object.entries(wanted).every(([path, { version, optional }]) => {
      const found = present[path];
      return path === '' || (found ? found.version === version : optional === true);
    })
  );
}

/** @param {{ root: string, signal: AbortSignal | undefined }} where */
export async function install({ root, signal }) {
  const npm = process.env['npm_execpath'];
  // Not `npm ci`, which refuses a lock file without the optional packages of platforms that its registry did not offer.
  const options = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm's own Node, not the pinned one: that is among the files which npm replaces.
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  const [command, args] = npm?.endsWith('npm-cli.js') ? [node, [npm, ...options]] : ['npm', options];
  await runStep({ root, command, args, signal });
  if (!isInstalled(root)) throw new StepError('npm left packages out: see its messages above');
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} LockFile */

/** @param {string} path */
function readPackages(path) {
  if (!existsSync(path)) return null;
  return /** @type {LockFile} */ (JSON.parse(readFileSync(path, 'utf8'))).packages;
}
