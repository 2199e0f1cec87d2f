/**
 * SQLite itself, synchronous: one connection with every statement prepared on first use. Runs inside a worker thread
 * (sqlite-worker.ts) or, for a database in memory, in the caller's.
 *
 * WAL with synchronous=NORMAL: a killed process loses nothing it acknowledged; a power cut may lose the last moments,
 * never integrity, and the chain is read again from the stored cursor.
 */
import Database from 'better-sqlite3';
import type { Migration } from './migrations.ts';
import type { Statement } from './sql.ts';

export interface EngineOptions {
  path: string;
  statements: Statement[];
  migrations: Migration[];
  isReader: boolean;
}

export interface Engine {
  run(name: string, args: Record<string, unknown>): unknown[];
  close(): void;
}

const WRITER_CACHE_KIB = 48 * 1024;
const READER_CACHE_KIB = 24 * 1024;

export function openEngine({ path, statements, migrations, isReader }: EngineOptions): Engine {
  const db = new Database(path, { readonly: isReader });
  db.pragma('busy_timeout = 5000');
  db.pragma(`cache_size = -${String(isReader ? READER_CACHE_KIB : WRITER_CACHE_KIB)}`);
  db.pragma('temp_store = MEMORY');
  if (!isReader) {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    migrate(db, migrations);
  }
  const byName = new Map(statements.map((statement) => [statement.name, statement]));
  const prepared = new Map<string, (args: Record<string, unknown>) => unknown[]>();

  return {
    run(name, args) {
      let run = prepared.get(name);
      if (run === undefined) {
        const statement = byName.get(name);
        if (statement === undefined) throw new Error(`no such statement: ${name}`);
        run = prepare(db, statement);
        prepared.set(name, run);
      }
      return run(bindable(args));
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

function prepare(db: Database.Database, { steps, isWrite }: Statement): (args: Record<string, unknown>) => unknown[] {
  const all = steps.map((step) => db.prepare(step));
  const runAll = (args: Record<string, unknown>) => {
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

/** Lists travel as a JSON object keyed by position, the one form that json_each reads alike in both engines. */
function bindable(args: Record<string, unknown>): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(args)) {
    if (Array.isArray(value)) bound[key] = JSON.stringify(Object.fromEntries(value.entries()));
    else if (typeof value === 'object' && value !== null) bound[key] = JSON.stringify(value);
    else bound[key] = value;
  }
  return bound;
}
