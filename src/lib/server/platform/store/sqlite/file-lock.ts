/**
 * One writing process per database file, by whatever name each of them knows it.
 *
 * The lock is SQLite's own on a small file: the operating system takes it from a process that dies, however it dies. There
 * are two of them, because a file has many names. One lies beside the database and is seen by other containers on the same
 * volume; symbolic links are followed to it. One lies in the temporary folder under the file's number on its disk, which is
 * the same for a hard link and a bind mount. The process id is kept only to be named to whoever is refused.
 */
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../../errors.ts';
import { prepareDataFolder } from './data-folder.ts';

/** Takes the lock and answers how to give it back. Throws ConfigError naming the process that has it. */
export function lockDatabase(path: string): () => void {
  prepareDataFolder(path);
  const file = realFile(path);
  prepareDataFolder(file);
  const release = lockAt(file, path);
  try {
    const releaseNumber = lockNumber(file, path);
    return () => {
      releaseNumber();
      release();
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** An empty file is an empty database; without one there is nothing yet that two names could share. */
function realFile(path: string): string {
  try {
    closeSync(openSync(path, 'a'));
    return realpathSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`the database ${path} cannot be opened: ${reason}; set DB_PATH to a file`, { cause: error });
  }
}

/** Of the file's number on its disk; nothing where there is no temporary folder of our own. Its file stays. */
function lockNumber(file: string, path: string): () => void {
  const folder = privateFolder();
  if (folder === null) return () => undefined;
  const { dev, ino } = statSync(file, { bigint: true });
  return lockAt(join(folder, `${dev}-${ino}`), path);
}

/** In the temporary folder others may have put something under any name: what is not ours is not used. */
function privateFolder(): string | null {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `fluxtracker-locks-${user ?? 'all'}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && (user === undefined || found.uid === user) ? folder : null;
  } catch {
    return null;
  }
}

function lockAt(base: string, path: string): () => void {
  const ownerPath = `${base}.pid`;
  const lock = new Database(`${base}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new ConfigError(
      `the database ${path} is in use by process ${ownerOf(ownerPath)}: stop that one first, or set DB_PATH to another file`,
      { cause: error }
    );
  }
  writeFileSync(ownerPath, `${process.pid}\n`);
  return () => {
    rmSync(ownerPath, { force: true });
    lock.exec('ROLLBACK');
    lock.close();
  };
}

function ownerOf(ownerPath: string): string {
  try {
    return readFileSync(ownerPath, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
