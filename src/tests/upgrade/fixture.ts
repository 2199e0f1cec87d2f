/**
 * A stored SQLite database of an earlier schema, as a dump: schema and rows as they were, told in SQL.
 *
 * The dump holds the schema itself, not the migrations that made it: a shipped migration that somebody changes later does
 * not change what operators have on their disks.
 */
import Database from 'better-sqlite3';
import { migrationsFor } from '../../lib/server/platform/store/migrations.ts';

interface Entry {
  name: string;
  type: string;
  sql: string;
}

/** Schemas that no database was ever left with: each came together with one that follows. */
const isPassing = (version: string) =>
  version < '002' ||
  (version >= '011' && version < '016_payers_sqlite') ||
  (version >= '017' && version < '025_source_shapes');

/** Schemas that a database was ever left with. */
export const stored = migrationsFor('sqlite')
  .map(({ version }) => version)
  .filter((version) => !isPassing(version));

/** A database as the product of that version left it, with these rows. */
export function dumpOf(version: string, rows: Record<string, Record<string, unknown>[]>): string {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE schema_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)');
  for (const migration of migrationsFor('sqlite')) {
    if (migration.version > version) break;
    db.exec(migration.sql);
    db.prepare('INSERT INTO schema_migrations VALUES (?, ?)').run(migration.version, 1_700_000_000);
  }
  for (const [table, list] of Object.entries(rows)) {
    if (!hasTable(db, table)) continue;
    for (const row of list) insert(db, table, row);
  }
  const dump = dumpTables(db);
  db.close();
  return `-- Schema ${version} with a few rows; written by upgrade.test.ts.\n${dump}`;
}

function hasTable(db: Database.Database, name: string): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ?').get('table', name) !== undefined;
}

function insert(db: Database.Database, table: string, row: Record<string, unknown>): void {
  const names = Object.keys(row);
  const places = names.map((name) => `:${name}`);
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`).run(row);
}

/** What triggers write when the other rows are loaded. */
const writtenByTriggers = ['subscription_changes'];

/** Triggers come before the rows, so that loading a dump fills the search index as writing did. */
function dumpTables(db: Database.Database): string {
  const all = db
    .prepare<[], Entry>(`SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid`)
    .all();
  const isShadow = (name: string) => /^revenue_search_(?:data|idx|docsize|config|content)$/.test(name);
  const own = all.filter(({ name }) => !isShadow(name));
  const tables = own.filter(
    ({ name, type, sql }) => type === 'table' && !sql.startsWith('CREATE VIRTUAL') && !writtenByTriggers.includes(name)
  );
  return [...own.map(({ sql }) => `${sql};`), ...tables.flatMap(({ name }) => insertsOf(db, name))].join('\n') + '\n';
}

function insertsOf(db: Database.Database, table: string): string[] {
  const columns = db.prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`).all();
  const list = columns.map(({ name }) => name).join(', ');
  const quoted = columns.map(({ name }) => `quote(${name})`).join(` || ', ' || `);
  const rows = db.prepare<[], string>(`SELECT ${quoted} FROM ${table} ORDER BY 1`).pluck().all();
  return rows.map((values) => `INSERT INTO ${table} (${list}) VALUES (${values});`);
}
