/**
 * Whether the folder of the database can be used, asked before anything is opened in it.
 *
 * What a volume's owner got wrong is said with the command that mends it. The files are looked at too: a product that once
 * ran as root leaves files that another user cannot write in a folder that he can.
 */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ConfigError } from '../../errors.ts';

/** Makes the folder if it is missing. Throws ConfigError naming what cannot be written and how to mend it. */
export function prepareDataFolder(path: string): void {
  const folder = resolve(dirname(path));
  const name = basename(path);
  const files = [name, `${name}-wal`, `${name}-shm`, `${name}.lock`, `${name}.pid`, 'admin-token'];
  let at = folder;
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of files) {
      at = join(folder, file);
      if (existsSync(at)) accessSync(at, constants.R_OK | constants.W_OK);
    }
  } catch (error) {
    throw new ConfigError(`${at} cannot be written: ${remedy(error, folder)}, or set DB_PATH to another folder`, {
      cause: error
    });
  }
}

function remedy(error: unknown, folder: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EROFS') return 'it lies on a read-only file system; mount it writable';
  if (code === 'ENOSPC') return 'its disk is full; make room on it';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'there is a file where a folder should be; move that file away';
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return `run "chown -R ${user}:${group} ${folder}" as root, since this process runs as user ${user}`;
}
