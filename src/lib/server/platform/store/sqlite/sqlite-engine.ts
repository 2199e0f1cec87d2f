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
  isReader: boolean;
}

export interface Engine {
  run(name: string, args: BoundArguments): unknown[];
  /** Copies what was written so far from the write-ahead log into the file, beside whoever reads and writes. */
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
 * Batches change the same index pages again and again: rarer checkpoints write each of them once for many batches. The writer stops
 * for them, so where there are many small writes a reader does most of the work before (sqlite.ts).
 */
const CHECKPOINT_PAGES = 8_000;

export function openEngine({ path, statements, migrations, isReader }: EngineOptions): Engine {
  const db = new Database(path);
  db.pragma('busy_timeout = 5000');
  db.pragma(`cache_size = -${String(isReader ? READER_CACHE_KIB : WRITER_CACHE_KIB)}`);
  db.pragma('temp_store = MEMORY');
  if (isReader) db.pragma('query_only = ON');
  else {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
    db.pragma(`journal_size_limit = ${String(2 * CHECKPOINT_PAGES * 4096)}`);
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
      if (!isReader) db.pragma('optimize');
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
