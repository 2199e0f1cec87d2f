/**
 * One writing process per database file.
 *
 * The lock is SQLite's own on a small file beside the database: the operating system takes it from a process that dies,
 * however it dies. The process id is kept next to it only to be named to whoever is refused.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { ConfigError } from '../errors.ts';
import { prepareDataFolder } from './data-folder.ts';

/** Takes the lock and answers how to give it back. Throws ConfigError naming the process that has it. */
export function lockDatabase(path: string): () => void {
  const lockPath = `${path}.lock`;
  const ownerPath = `${path}.pid`;
  prepareDataFolder(path);
  const lock = new Database(lockPath, { timeout: 0 });
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
