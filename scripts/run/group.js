/**
 * Processes that live and die together: one ends, all end; this process gone (`kill -9`), they see it and end too.
 *
 * Each child has an IPC channel and an open stdin, which the kernel closes when this process dies, and a process group of
 * its own, so that Ctrl-C reaches it once, through `stop`, and not from the terminal as well. A child that does not end in
 * time is killed.
 */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { StepError } from '../prepare/step.js';

/**
 * @typedef {object} Part
 * @property {string} name how messages call it
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 */

/** @typedef {ReturnType<typeof createGroup>} Group */

/**
 * @param {{ cwd: string, warn: (text: string) => void, drainWithinMs?: number }} options
 */
export function createGroup({ cwd, warn, drainWithinMs = 10_000 }) {
  /** @type {Map<import('node:child_process').ChildProcess, string>} */
  const running = new Map();
  const stopping = new AbortController();
  /** @type {(code: number) => void} */
  let end = () => undefined;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  let exitCode = 0;

  /** @param {string} reason */
  function fail(reason, code = 1) {
    warn(reason);
    stop();
    exitCode = code;
  }

  /** Asks every child to end; what is left after the drain time is killed, and that is a failure. */
  function stop() {
    if (stopping.signal.aborted) return;
    stopping.abort();
    if (running.size === 0) {
      setImmediate(() => {
        end(exitCode);
      });
      return;
    }
    for (const child of running.keys()) child.kill('SIGTERM');
    const timer = setTimeout(() => {
      for (const [child, name] of running) {
        warn(`${name} did not end within ${drainWithinMs / 1000} s and was killed`);
        child.kill('SIGKILL');
      }
      exitCode ||= 1;
    }, drainWithinMs);
    void ended.then(() => {
      clearTimeout(timer);
    });
  }

  /**
   * @param {Part} part
   * @param {'inherit' | 'pipe'} [output] `pipe` to read the child's stdout here
   */
  function start({ name, command, args, env }, output = 'inherit') {
    stopping.signal.throwIfAborted();
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['pipe', output, 'inherit', 'ipc'] });
    running.set(child, name);
    child.once('error', (error) => {
      running.delete(child);
      fail(`${name} could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (!stopping.signal.aborted) fail(`${name} ended unexpectedly (${signal ?? `code ${code}`})`, code || 1);
      else if (!endedClean(code, signal)) exitCode ||= 1;
      if (running.size === 0) end(exitCode);
    });
    return child;
  }

  /**
   * @param {{ name: string, url: string, withinMs?: number }} what
   * @throws {StepError} when it does not answer 200 in time; an AbortError when the group stops meanwhile
   */
  async function waitUntilLive({ name, url, withinMs = 60_000 }) {
    const deadline = Date.now() + withinMs;
    let last = '';
    while (Date.now() < deadline) {
      try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
        await answer.body?.cancel();
        if (answer.ok) return;
        last = `status ${answer.status}`;
      } catch (error) {
        last = error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : String(error);
      }
      await pause(100, undefined, { signal: stopping.signal });
    }
    throw new StepError(`${name} did not answer at ${url} within ${withinMs / 1000} s (${last})`);
  }

  return { start, stop, fail, waitUntilLive, stopping: stopping.signal, ended };
}

/**
 * Ended by itself, or by the signal before or instead of handling it (143 is a shell's word for that).
 *
 * @param {number | null} code
 * @param {string | null} signal
 */
function endedClean(code, signal) {
  return code === 0 || code === 143 || signal === 'SIGTERM';
}
