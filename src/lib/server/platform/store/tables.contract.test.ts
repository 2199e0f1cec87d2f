/** That backups leave nothing out, and that what comes back is what was there: on every engine, with the real schema. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { leaseOf, plainSearch } from '../../../../tests/support/factories.ts';
import { backUp, putBack } from '../../../../tests/store-story/backup.ts';
import { everythingIn } from '../../../../tests/store-story/everything.ts';
import { tellCensus } from '../../../../tests/store-story/census.ts';
import { tellSnapshots } from '../../../../tests/store-story/snapshots.ts';
import type { Ask } from '../../../../tests/store-story/story.ts';
import { tellWrites } from '../../../../tests/store-story/writes.ts';
import { needleOf } from '../../modules/ledger/read/search.ts';
import { backupTableNames, tableNames, tableOf } from './tables.ts';
import { migrationsFor } from './migrations.ts';
import type { Store } from './store.ts';

const STARTING_MS = 120_000;
const AFFINITY = { text: 'TEXT', integer: 'INTEGER', bigint: 'BIGINT', exact: 'BIGINT' };
describe('the schema', () => {
  const db = new Database(':memory:');
  for (const { sql } of migrationsFor('sqlite')) db.exec(sql);
  afterAll(() => db.close());
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`
    )
    .pluck()
    .all();

  it('has the tables that are declared', () => {
    expect([...tables].sort()).toEqual([...tableNames].sort());
  });
  it.each(backupTableNames)('has a unique key for %s that a backup reads by', (table) => {
    const unique = db
      .prepare<[], string>(`SELECT name FROM pragma_index_list('${table}') WHERE "unique" = 1`)
      .pluck()
      .all()
      .map((index) => db.prepare<[], string>(`SELECT name FROM pragma_index_info('${index}')`).pluck().all());
    const rowid = db
      .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 AND type = 'INTEGER'`)
      .pluck()
      .all();
    expect([...unique, rowid]).toContainEqual([...tableOf(table).key]);
  });
  it.each(tableNames)('has the columns of %s that are declared, with their types', (table) => {
    const columns = db
      .prepare<[], { name: string; type: string }>(`SELECT name, type FROM pragma_table_info('${table}')`)
      .all();
    const declared = Object.entries(tableOf(table).columns).map(([name, type]) => ({ name, type: AFFINITY[type] }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    // A key that is SQLite's row id holds 64 bits whatever it is called; JSON is text there.
    const known = columns.map(({ name, type }) => ({
      name,
      type: type === 'JSON' ? 'TEXT' : name === 'sort_key' ? 'BIGINT' : type
    }));
    expect(known.sort(byName)).toEqual(declared.sort(byName));
  });
});

describeEngines((start) => {
  let engine: EngineUnderTest;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  afterAll(() => engine.close());

  it('has the same rows, roll-ups and search after everything was put back', async () => {
    const store = await engine.fresh();
    await tell(store);
    const before = [await backUp(store), await everythingIn(store), await searched(store)];
    await leaseOf(store, 'snapshots');
    await putBack(store, before[0] as Awaited<ReturnType<typeof backUp>>);
    expect([await backUp(store), await everythingIn(store), await searched(store)]).toEqual(before);
  });
});

async function tell(store: Store): Promise<void> {
  const ask: Ask = (name, args) => store.query(name, args);
  await tellWrites(store, ask);
  await tellCensus(store, ask);
  await tellSnapshots(store, ask);
  await store.query('audit_append', {
    id: 'a',
    now: 5,
    actor: 'x',
    client: 'y',
    action: 'z',
    detail: '{}',
    outcome: 'ok'
  });
}

/** Payments by a part of their text, through the index of substrings. */
function searched(store: Store) {
  const needle = { ...needleOf('payer1'), addresses: {}, sources: { other: 1 as const } };
  return store.query('search_payments', { ...plainSearch, ...needle, cap: 10_001, skip: 0, limit: 50 });
}
