/**
 * The packages of a clone, as its lock file names them, development packages included whatever NODE_ENV says.
 *
 * What is installed is read from npm's own record (`node_modules/.package-lock.json`); optional packages of other platforms
 * are not missed. A package.json that names other packages than the lock file is refused: `npm ci` would refuse it too, and
 * installing something else than what is locked would be no answer.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.js';
import { StepError } from './step.js';

const kinds = /** @type {const} */ (['dependencies', 'devDependencies', 'optionalDependencies']);

/** @typedef {Partial<Record<typeof kinds[number], Record<string, string>>>} Named */
/** @typedef {{ packages: Record<string, Named & { version?: string, optional?: boolean }> }} LockFile */

/**
 * @param {string} root
 * @throws {StepError} naming what the operator can do about files that do not belong together
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new StepError('package-lock.json is missing: restore it with git');
  const different = namedDifferently(readNamed(join(root, 'package.json')), wanted[''] ?? {});
  if (different.length > 0) {
    throw new StepError(
      `package.json and package-lock.json differ in ${different.join(', ')}: run "npm run lock", or restore both with git`
    );
  }
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
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await runNpm({ root, args, signal });
  } catch (error) {
    if (!(error instanceof StepError) || signal?.aborted) throw error;
    const advice =
      'npm says above why. Is the registry reachable? After a change of packages run "npm run lock"; then start again.';
    throw new StepError(`${error.message}\n${advice}`);
  }
  if (!isInstalled(root)) throw new StepError('npm left packages out: see its messages above');
}

/**
 * Names of packages that the two do not ask for alike.
 *
 * @param {Named} manifest
 * @param {Named} locked the lock file's entry of the clone itself
 */
function namedDifferently(manifest, locked) {
  return kinds.flatMap((kind) => {
    const [one, other] = [manifest[kind] ?? {}, locked[kind] ?? {}];
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].filter((name) => one[name] !== other[name]);
  });
}

/** @param {string} path */
function readPackages(path) {
  if (!existsSync(path)) return null;
  return /** @type {LockFile} */ (JSON.parse(readFileSync(path, 'utf8'))).packages;
}

/** @param {string} path */
function readNamed(path) {
  return /** @type {Named} */ (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
}
