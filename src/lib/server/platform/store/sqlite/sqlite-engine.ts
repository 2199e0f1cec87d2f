/**
 * SQLite itself, synchronous: one connection with every statement prepared on first use. Runs inside a worker thread
 * (sqlite-worker.ts) or, for a database in memory, in the caller's.
 *
 * WAL with synchronous=NORMAL: a killed process loses nothing it acknowledged; a power cut may lose the last moments,
 * never integrity, and the chain is read again from the stored cursor.
 */
import Database from 'better-sqlite3';
import type { BoundArguments } from './sqlite-arguments.ts';
import type { Migration } from '../migrations.ts';
import type { Statement } from '../sql.ts';

export interface EngineOptions {
  path: string;
  statements: readonly Statement[];
  migrations: Migration[];
  /** `keeper`: reads as a reader does, and moves what the writer committed from the log into the file. */
  role: 'writer' | 'reader' | 'keeper';
}

export interface Engine {
  run(name: string, args: BoundArguments): unknown[];
  /** Moves as much of the log into the file as nobody reads from it; waits for no one and keeps no writer waiting. */
  checkpoint(): void;
  close(): void;
}

/**
 * Small on purpose: the operating system keeps the file's pages too, and larger ones did not make reads measurably faster. With
 * half of it the writer stores a sixth less.
 */
const WRITER_CACHE_KIB = 16 * 1024;
const READER_CACHE_KIB = 4 * 1024;
/**
 * The log is this long before the writer moves it into the file itself, within a commit. Mostly the keeper was there
 * before; what it left is little.
 */
const LONGEST_LOG_PAGES = 16_000;
const PAGE_BYTES = 4096;

export function openEngine({ path, statements, migrations, role }: EngineOptions): Engine {
  const isReader = role !== 'writer';
  const db = new Database(path, { readonly: role === 'reader' });
  db.pragma('busy_timeout = 5000');
  db.pragma(`cache_size = -${String(isReader ? READER_CACHE_KIB : WRITER_CACHE_KIB)}`);
  db.pragma('temp_store = MEMORY');
  db.pragma('synchronous = NORMAL');
  if (role === 'keeper') db.pragma('query_only = ON');
  if (role === 'writer') {
    db.pragma('journal_mode = WAL');
    db.pragma(`wal_autocheckpoint = ${String(LONGEST_LOG_PAGES)}`);
    db.pragma(`journal_size_limit = ${String(LONGEST_LOG_PAGES * PAGE_BYTES)}`);
    migrate(db, migrations);
  }
  const byName = new Map(statements.map((statement) => [statement.name, statement]));
  const prepared = new Map<string, (args: BoundArguments) => unknown[]>();

  return {
    run(name, args) {
      let run = prepared.get(name);
      if (run === undefined) {
        const statement = byName.get(name);
        if (statement === undefined) throw new Error(`no such statement: ${name}`);
        run = prepare(db, statement);
        prepared.set(name, run);
      }
      return run(args);
    },
    checkpoint() {
      db.pragma('wal_checkpoint(PASSIVE)');
    },
    close() {
      if (role === 'writer') db.pragma('optimize');
      db.close();
    }
  };
}

function migrate(db: Database.Database, migrations: Migration[]): void {
  db.exec('CREATE TABLE IF NOT EXISTS schema_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)');
  const applied = new Set(db.prepare<[], string>('SELECT version FROM schema_migrations').pluck().all());
  const unknown = [...applied].filter((version) => !migrations.some((migration) => migration.version === version));
  if (unknown.length > 0) {
    throw new Error(
      `the database was written by a newer version (it has migration ${unknown.join(', ')}): update first`
    );
  }
  for (const { version, sql } of migrations) {
    if (applied.has(version)) continue;
    db.transaction(() => {
      db.exec(sql);
      db.prepare('INSERT INTO schema_migrations (version, applied_at) VALUES (?, unixepoch())').run(version);
    })();
  }
}

function prepare(
  db: Database.Database,
  { name, params, steps, isWrite }: Statement
): (args: BoundArguments) => unknown[] {
  const all = steps.map((step) => db.prepare(step));
  const known = new Set(params.map((param) => param.name));
  const runAll = (args: BoundArguments) => {
    // SQLite passes over what no step names; Postgres has no function that takes it.
    for (const arg of Object.keys(args)) if (!known.has(arg)) throw new Error(`${name} takes no argument ${arg}`);
    let rows: unknown[] = [];
    for (const step of all) {
      if (step.reader) rows = step.all(args);
      else {
        step.run(args);
        rows = [];
      }
    }
    return rows;
  };
  if (!isWrite) return runAll;
  const transaction = db.transaction(runAll);
  return (args) => transaction.immediate(args);
}
