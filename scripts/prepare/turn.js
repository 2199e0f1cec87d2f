/**
 * One process at a time installs or builds in a clone.
 *
 * The turn is a link whose target is the holder's process id: made in one step, and harmless when a killed holder leaves it
 * behind.
 */
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isCode } from './step.js';

/**
 * @param {{ root: string, say: (text: string) => void, signal: AbortSignal | undefined }} where
 * @returns {Promise<() => void>} ends the turn
 */
export async function takeTurn({ root, say, signal }) {
  const path = join(root, 'build', '.preparing');
  mkdirSync(join(root, 'build'), { recursive: true });
  for (let tries = 0; !take(path); tries += 1) {
    const holder = readHolder(path);
    if (holder === null) rmSync(path, { force: true });
    else if (tries === 0) say(`waiting for process ${holder}, which is installing or building here (${path})`);
    await pause(200, undefined, signal ? { signal } : {});
  }
  return () => {
    rmSync(path, { force: true });
  };
}

/** @param {string} path */
function take(path) {
  try {
    symlinkSync(String(process.pid), path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {number | null} null when the holder is gone
 */
function readHolder(path) {
  try {
    const holder = Number(readlinkSync(path));
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    if (isCode(error, 'EPERM')) return Number(readlinkSync(path));
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return null;
    throw error;
  }
}
