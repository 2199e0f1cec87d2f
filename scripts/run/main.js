/** A script that runs a group of processes until a signal, the death of one of them or a failed step ends them all. */
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { StepError } from '../prepare/step.js';
import { createGroup } from './group.js';
import { followNpm } from './host.js';

/** The clone in which these scripts lie. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts the work and exits the process with the group's code: 0 after a signal and a clean end.
 *
 * @param {(group: import('./group.js').Group) => Promise<void>} work
 * @returns {Promise<never>}
 */
export async function runGroup(work) {
  const group = createGroup({ cwd: root, warn: console.error });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, group.stop);
  followNpm(group.stop);
  work(group).catch((/** @type {unknown} */ error) => {
    if (group.stopping.aborted) return;
    group.fail(error instanceof StepError ? error.message : inspect(error));
  });
  process.exit(await group.ended);
}
