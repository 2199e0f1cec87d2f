/** npm as a step: the one that started this process where there is one, else the one on the PATH. */
import { runStep } from './step.js';

/**
 * @param {{ root: string, args: string[], signal?: AbortSignal | undefined }} what
 * @throws {import('./step.js').StepError} when npm fails; it has said why
 */
export async function runNpm({ root, args, signal }) {
  const npm = process.env['npm_execpath'];
  // npm's own Node, not the pinned one: that is among the files which npm replaces.
  const node = process.env['npm_node_execpath'] ?? process.execPath;
  const isKnown = npm?.endsWith('npm-cli.js') === true;
  await runStep({ root, command: isKnown ? node : 'npm', args: isKnown ? [npm, ...args] : args, signal });
}
