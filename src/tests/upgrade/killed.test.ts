/** A process killed in the middle of a migration, as by a container that is replaced too early. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { migrationsFor, type Migration } from '../../lib/server/platform/store/migrations.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { until } from '../process/api-process.ts';
import { dumpOf } from './fixture.ts';
import { rows } from './rows.ts';

/** More than the connection keeps in memory, so that the file holds a part of the unfinished transaction. */
const HALF_WAY_BYTES = 24 * 1024 * 1024;

it('leaves the schema it began with, and the next start finishes', async () => {
  const { path, folder } = setup();
  const migrations = migrationsFor('sqlite').map(({ version, sql }) =>
    version === '003_census' ? { version, sql: `${sql}\n${endless}` } : { version, sql }
  );
  const child = startMigration(folder, path, migrations);
  await until(
    () => Promise.resolve(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0),
    (bytes) => bytes > HALF_WAY_BYTES
  );
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);

  const left = new Database(path);
  const versions = left.prepare('SELECT version FROM schema_migrations ORDER BY version').pluck();
  const tables = left.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('daily_snapshots', 'filler')`).pluck();
  expect([versions.all(), tables.all()]).toEqual([['001_schema', '002_sqlite'], []]);
  left.close();

  const store = await openSqlite(path);
  expect(await store.query('get_daily_revenue', { limit: 9 })).toHaveLength(2);
  expect(await store.query('snapshots_between', { start: '0', end: '9' })).toEqual([]);
  await store.close();
  const after = new Database(path, { readonly: true });
  expect(after.prepare('SELECT version FROM schema_migrations ORDER BY version').pluck().all()).toEqual(
    migrationsFor('sqlite').map(({ version }) => version)
  );
  expect(after.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  after.close();
}, 120_000);

const endless = `CREATE TABLE filler (a BLOB);
  INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT randomblob(4000) FROM n;`;

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'db.sqlite3');
  const old = new Database(path);
  old.exec(dumpOf('002_sqlite', rows));
  old.close();
  return { folder, path };
}

function startMigration(folder: string, path: string, migrations: Migration[]) {
  const options = join(folder, 'options.json');
  writeFileSync(options, JSON.stringify({ path, statements: [], migrations, role: 'writer' }));
  const module = new URL('../../lib/server/platform/store/sqlite/sqlite-engine.ts', import.meta.url).href;
  const script = `const { readFileSync } = await import('node:fs');
    const { openEngine } = await import('${module}');
    openEngine(JSON.parse(readFileSync(${JSON.stringify(options)}, 'utf8')));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
