/** That backups leave nothing out, and that what comes back is what was there: on every engine, with the real schema. */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeEngines, startMemory, type EngineUnderTest } from '../../../tests/engines.ts';
import { leaseOf } from '../../../tests/factories.ts';
import { backUp, putBack } from '../../../tests/store-story/backup.ts';
import { everythingIn } from '../../../tests/store-story/everything.ts';
import { tellCensus } from '../../../tests/store-story/census.ts';
import { tellSnapshots } from '../../../tests/store-story/snapshots.ts';
import type { Ask } from '../../../tests/store-story/story.ts';
import { tellWrites } from '../../../tests/store-story/writes.ts';
import { needleOf } from '../read/search.ts';
import { backupTableNames, backupTables } from './backup-tables.ts';
import { migrationsFor } from './migrations.ts';
import type { Store } from './store.ts';

const STARTING_MS = 120_000;
/** Of the running installation, or derived again by restore_swap. */
const LEFT_OUT = [
  'jobs',
  'leases',
  'restore_slices',
  'revenue_apps',
  'revenue_block_ranges',
  'revenue_changes',
  'revenue_daily',
  'store_epochs'
];

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

  it('has no table that nobody has decided about', () => {
    expect([...tables].sort()).toEqual([...backupTableNames, ...LEFT_OUT].sort());
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
    expect([...unique, rowid]).toContainEqual([...backupTables[table]]);
  });
  it('has no column that is not read', async () => {
    const engine = await startMemory();
    const store = await engine.fresh();
    await tell(store);
    for (const table of backupTableNames) {
      const columns = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
      const [row] = await store.query(`backup_${table}`, { after: {}, limit: 1 });
      expect({ table, columns: Object.keys(row!).sort() }).toEqual({ table, columns: [...columns].sort() });
    }
    await engine.close();
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
  return store.query('search_payments', { ...needle, cap: 10_001, skip: 0, limit: 50 });
}
