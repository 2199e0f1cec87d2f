/** A restore that is cut off: by a kill -9 at any moment of it, or by a full disk. The database is of one moment or the other. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, fill, operate, type Content } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { leaseOf } from '../../../../../tests/support/factories.ts';
import { migrationsFor } from '../../../platform/store/migrations.ts';
import { statementsFor } from '../../../platform/store/sql.ts';
import { bindArguments, type BoundArguments } from '../../../platform/store/sqlite/sqlite-arguments.ts';
import { openEngine, type Engine } from '../../../platform/store/sqlite/sqlite-engine.ts';
import { asStoreError } from '../../../platform/store/sqlite/sqlite-errors.ts';
import { describeError } from '../../../platform/store/sqlite/sqlite-protocol.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';

let folder: string;
let path: string;
let bucket: TestBucket;
let before: Content;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restore-'));
  path = join(folder, 'db.sqlite3');
  bucket = await startBucket();
  const store = await openSqlite(path);
  await fill(store);
  before = await contentOf(store);
  await operate(store, bucket.settings).backup();
  await store.query('clear_revenue', await leaseOf(store));
  await store.close();
});
afterEach(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([0, 1, 5, 20, 60, 200])(
  'killed %i ms into the exchange: as it was or as the backup, and repeatable',
  async (ms) => {
    const writes = await writesOfRestore();
    const cleared = await contentIn();
    await runAndKill(writes, ms);
    const after = await contentIn();
    expect([cleared, before]).toContainEqual(after);
    expect(pragma('integrity_check')).toEqual(['ok']);
    await restoreAndCompare();
  }
);

it('leaves everything as it was when the disk is full, and succeeds when there is room', async () => {
  const cleared = await contentIn();
  const [pages] = pragma('page_count');
  // Applied once like a migration, because the limit is the connection's.
  const limit = { version: '999_full', sql: `PRAGMA max_page_count = ${String(Number(pages) + 20)}` };
  const engine = openEngine({ ...options(), migrations: [...options().migrations, limit] });
  const full = await operate(storeOn(engine), bucket.settings)
    .restore()
    .catch((error: unknown) => error);
  engine.close();
  expect(full).toMatchObject({ code: 'store', message: expect.stringContaining('SQLITE_FULL') as string });
  const db = new Database(path);
  db.exec(`DELETE FROM schema_migrations WHERE version = '999_full'`);
  db.close();
  expect(await contentIn()).toEqual(cleared);
  await restoreAndCompare();
});

function options() {
  return { path, statements: statementsFor('sqlite'), migrations: migrationsFor('sqlite'), role: 'writer' as const };
}

async function restoreAndCompare(): Promise<void> {
  const store = await openSqlite(path);
  await operate(store, bucket.settings).restore();
  expect(await contentOf(store)).toEqual(before);
  await store.close();
}

async function contentIn(): Promise<Content> {
  const store = await openSqlite(path);
  const content = await contentOf(store);
  await store.close();
  return content;
}

function pragma(name: string): unknown[] {
  const db = new Database(path);
  const value: unknown = db.pragma(name, { simple: true });
  db.close();
  return [value];
}

function storeOn(engine: Engine): Store {
  return {
    query(name, args) {
      try {
        return Promise.resolve(engine.run(name, bindArguments(args)) as never[]);
      } catch (error) {
        return Promise.reject(asStoreError(name, describeError(error)));
      }
    },
    close: () => Promise.resolve()
  };
}

/** What a restore writes, in order, without writing it. */
async function writesOfRestore(): Promise<[string, BoundArguments][]> {
  const store = await openSqlite(':memory:');
  const writes: [string, BoundArguments][] = [];
  const recorder: Store = {
    ...store,
    query(name, args) {
      if (!name.startsWith('restore_')) return store.query(name, args);
      writes.push([name, bindArguments(args)]);
      return Promise.resolve([]);
    }
  };
  await operate(recorder, bucket.settings).restore();
  await store.close();
  expect(writes.at(-1)?.[0]).toBe('restore_swap');
  return writes;
}

/** Another process does it, and is killed so long after it began to exchange the tables. */
async function runAndKill(writes: [string, BoundArguments][], afterMs: number): Promise<void> {
  const input = join(folder, 'input.json');
  writeFileSync(input, JSON.stringify({ options: options(), writes }));
  const script = `const { openEngine } = await import('${new URL('../../../platform/store/sqlite/sqlite-engine.ts', import.meta.url).href}');
    const { readFileSync, writeSync } = await import('node:fs');
    const { options, writes } = JSON.parse(readFileSync(${JSON.stringify(input)}, 'utf8'));
    const engine = openEngine(options);
    const lease = { name: 'snapshots', holder: 'test', now: 0, expires_at: 9e9 };
    const [{ fence }] = engine.run('acquire_lease', lease);
    for (const [name, args] of writes) {
      if (name === 'restore_swap') writeSync(1, 'exchanging\\n');
      engine.run(name, { ...args, fence });
    }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await exited;
}
