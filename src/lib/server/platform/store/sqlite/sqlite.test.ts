import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyed, leaseOf, noPayments, payment, TRACKED, txidOf } from '../../../../../tests/support/factories.ts';
import { StoreError } from '../../errors.ts';
import { migrationsFor } from '../migrations.ts';
import { keySet } from '../rows.ts';
import { statementsFor } from '../sql.ts';
import { bindArguments } from './sqlite-arguments.ts';
import { asStoreError } from './sqlite-errors.ts';
import { describeError } from './sqlite-protocol.ts';
import { openSqlite } from './sqlite.ts';

let path: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  path = join(folder, 'db.sqlite3');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells an outage from a refusal', () => {
  const holder = new Database(path);
  holder.exec('CREATE TABLE t (a INTEGER CHECK (a > 0)); BEGIN IMMEDIATE');
  const other = new Database(path, { timeout: 0 });
  const errorOf = (sql: string, db: Database.Database) => {
    try {
      db.exec(sql);
    } catch (error) {
      return asStoreError('name', describeError(error));
    }
    throw new Error('no error');
  };
  expect(errorOf('BEGIN IMMEDIATE', other)).toMatchObject({
    retryable: true,
    message: 'name: database is locked (SQLITE_BUSY)'
  });
  holder.exec('COMMIT; PRAGMA max_page_count = 3');
  const filling = 'INSERT INTO t SELECT value FROM generate_series(1, 9999)'.replace(
    'generate_series(1, 9999)',
    `json_each('[${'1,'.repeat(9_999)}1]')`
  );
  expect(errorOf(filling, holder)).toMatchObject({
    retryable: true,
    message: expect.stringContaining('SQLITE_FULL') as string
  });
  expect(errorOf('INSERT INTO t VALUES (0)', holder)).toMatchObject({ retryable: false });
  holder.close();
  other.close();
});

it('refuses questions once it is closed', async () => {
  const store = await openSqlite(path);
  await store.close();
  await expect(store.query('sync_status', {})).rejects.toThrow(StoreError);
});

it('says why a file that is no database cannot be opened', async () => {
  writeFileSync(path, 'x'.repeat(5_000));
  await expect(openSqlite(path)).rejects.toThrow('not a database');
});

it('moves what was written into the file while it is open', async () => {
  const store = await openSqlite(path);
  const lease = await leaseOf(store);
  const before = statSync(path).size;
  for (let at = 0; at < 5; at++) {
    const rows = Array.from({ length: 100 }, (_, row) => payment({ txid: txidOf(at * 100 + row) }));
    await store.query('store_payments', {
      ...noPayments,
      ...lease,
      payments: keyed(rows),
      affected: keySet(rows.map(({ txid }) => txid))
    });
  }
  await vi.waitFor(() => expect(statSync(path).size).toBeGreaterThan(before), { timeout: 20_000, interval: 50 });
  await store.close();
});

it('keeps every write that it acknowledged when its process is killed', async () => {
  const store = await openSqlite(path);
  const lease = await leaseOf(store);
  await store.close();
  const acknowledged = await writeUntilKilled(lease, 5);

  const reopened = await openSqlite(path);
  const [cursor] = await reopened.query('sync_cursors', {});
  const [counts] = (await reopened.query('get_table_counts', {})).filter(({ name }) => name === 'revenue_transactions');
  expect(cursor!.height).toBeGreaterThanOrEqual(acknowledged);
  expect(counts!.rows).toBe(cursor!.height * ROWS_PER_WRITE);
  await reopened.close();
  const db = new Database(path);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.exec(`INSERT INTO revenue_search (revenue_search) VALUES ('integrity-check')`);
  db.close();
});

const ROWS_PER_WRITE = 40;

/** Lets another process write batch after batch and kills it at once when it has acknowledged some; resolves with their number. */
async function writeUntilKilled(lease: { lease: string; fence: number }, acknowledgements: number): Promise<number> {
  const writes = Array.from({ length: 200 }, (_, at) => {
    const rows = Array.from({ length: ROWS_PER_WRITE }, (__, row) =>
      payment({ txid: txidOf(at * 100 + row), block_height: 2_000_000 + at })
    );
    const affected = keySet(rows.map(({ txid }) => txid));
    const cursors = { [TRACKED]: { height: at + 1 } };
    return bindArguments({ ...noPayments, ...lease, payments: keyed(rows), affected, cursors });
  });
  const input = join(folder, 'input.json');
  const options = {
    path,
    statements: statementsFor('sqlite'),
    migrations: migrationsFor('sqlite'),
    role: 'writer' as const
  };
  writeFileSync(input, JSON.stringify({ options, writes }));
  const script = `const { openEngine } = await import('${new URL('./sqlite-engine.ts', import.meta.url).href}');
    const { readFileSync, writeSync } = await import('node:fs');
    const { options, writes } = JSON.parse(readFileSync(${JSON.stringify(input)}, 'utf8'));
    const engine = openEngine(options);
    for (const [at, write] of writes.entries()) { engine.run('store_payments', write); writeSync(1, String(at + 1) + '\\n'); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const exited = once(child, 'exit');
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged >= acknowledgements) child.kill('SIGKILL');
  }
  await exited;
  return acknowledged;
}
