/**
 * Makes a clone runnable: packages as the lock file says, a Node 24, and the build. Does nothing where nothing changed.
 *
 * Runs on the system's Node 20 and needs only its builtins. Two starts in one clone take turns: the second waits for the
 * first one's install and build and uses them.
 */
import { build, isBuilt } from './prepare/bundle.js';
import { findNode } from './prepare/node.js';
import { install, isInstalled } from './prepare/packages.js';
import { takeTurn } from './prepare/turn.js';

/**
 * @typedef {object} Preparation
 * @property {string} root the clone
 * @property {(text: string) => void} say tells the operator what takes time
 * @property {AbortSignal} [signal] gives up and ends what was started
 * @property {'install' | 'build' | 'rebuild'} [upTo] `install` stops before the build, `rebuild` builds in any case
 */

/**
 * @param {Preparation} preparation
 * @returns {Promise<string>} path of the Node to run the product with
 * @throws {import('./prepare/step.js').StepError} naming what the operator can do
 */
export async function prepare({ root, say, signal, upTo = 'build' }) {
  const needsBuild = () => upTo === 'rebuild' || (upTo === 'build' && !isBuilt(root));
  if (!isInstalled(root) || needsBuild()) {
    const release = await takeTurn({ root, say, signal });
    try {
      if (!isInstalled(root)) {
        say('installing packages');
        await install({ root, signal });
      }
      if (needsBuild()) {
        say('building');
        await build({ root, signal, node: findNode(root) });
      }
    } finally {
      release();
    }
  }
  return findNode(root);
}
