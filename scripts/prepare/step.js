/** A command that is part of preparing a clone: its output is shown, its failure ends the start with a reason. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** A step that cannot be done here; the message says what the operator can do. */
export class StepError extends Error {}

/**
 * @typedef {object} Step
 * @property {string} root the clone, where the command runs
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string>} [env] on top of this process's own
 * @property {AbortSignal | undefined} [signal] ends the command
 */

/**
 * Packages' own commands come first on its PATH, so that `node` is the pinned one below it.
 *
 * @param {Step} step
 * @returns {Promise<void>}
 */
export function runStep({ root, command, args, env = {}, signal }) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const what = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path, ...env },
      stdio: 'inherit',
      ...(signal ? { signal } : {})
    });
    child.once('error', (error) => {
      reject(new StepError(`${what}: ${error.message}`));
    });
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new StepError(`${what} failed (${code === null ? 'ended by a signal' : `code ${code}`})`));
    });
  });
}

/**
 * Is this the system's error of that name (ENOENT, EEXIST, ...)?
 *
 * @param {unknown} error
 * @param {string} code
 */
export function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
