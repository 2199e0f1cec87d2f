/** Finds the Node that the product runs with: the pinned one of the clone, else the one that runs this, if it is a 24. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { StepError } from './step.js';

const major = '24';

/**
 * @param {string} root
 * @param {string} running the Node that runs this
 * @returns {string} its path
 */
export function findNode(root, running = process.execPath) {
  const pinned = join(root, 'node_modules', 'node', 'bin', 'node');
  const found = [pinned, running].find((path) => versionOf(path)?.startsWith(`v${major}.`));
  if (found) return found;
  throw new StepError(
    `Node ${major} is needed: ${pinned} is ${versionOf(pinned)?.trim() ?? 'missing'}, this Node is ${versionOf(running)?.trim() ?? 'missing'}.\n` +
      'The package "node" brings it with its install script: run "npm rebuild node" with install scripts allowed\n' +
      `("npm config get ignore-scripts" must say false), or install Node ${major} on this machine; then start again.`
  );
}

/** @param {string} path */
function versionOf(path) {
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
