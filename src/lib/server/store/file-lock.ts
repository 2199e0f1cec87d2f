/**
 * One writing process per database file.
 *
 * The lock is SQLite's own on a small file beside the database: the operating system takes it from a process that dies,
 * however it dies. The process id is kept next to it only to be named to whoever is refused.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../errors.ts';

/** Takes the lock and answers how to give it back. Throws ConfigError naming the process that has it. */
export function lockDatabase(path: string): () => void {
  const lockPath = `${path}.lock`;
  const ownerPath = `${path}.pid`;
  const lock = openLock(path, lockPath);
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

function openLock(path: string, lockPath: string): Database.Database {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new Database(lockPath, { timeout: 0 });
  } catch (error) {
    throw new ConfigError(
      `the folder of the database ${path} cannot be written: give this user the right to, or set DB_PATH`,
      {
        cause: error
      }
    );
  }
}

function ownerOf(ownerPath: string): string {
  try {
    return readFileSync(ownerPath, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
