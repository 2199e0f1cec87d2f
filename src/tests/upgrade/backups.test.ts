/**
 * A stored backup of every schema that could write one, restored and drilled by today's code, on both engines.
 *
 * Today's is written by the first run of this test after a migration (`npx vitest run src/tests/upgrade`), to be committed;
 * from then on it stays as it is.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupTableNames } from '../../lib/server/platform/store/tables.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { contentOf, operate } from '../support/backup-harness.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { startMigratedProject } from '../supabase/project.ts';
import { stored } from './fixture.ts';
import { isStored, storedManifest, storedRows, upload, writeStored } from './stored-backup.ts';

/** Before it there were no backups. */
const FIRST = '008_backup';
const writers = stored.filter((version) => version >= FIRST);

let bucket: TestBucket;
beforeEach(async () => {
  bucket = await startBucket();
});
afterEach(() => bucket.close());

it("is kept of every schema, of today's too", async () => {
  const newest = writers.at(-1)!;
  const isNew = !isStored(newest);
  if (isNew && !process.env['CI']) await writeStored(newest, bucket);
  expect(writers.filter((version) => !isStored(version))).toEqual([]);
  expect(writers).toContain(FIRST);
});

describe.each(writers)('a backup of %s', (version) => {
  it('says of itself which schema it has, and has something of every table', () => {
    const { schema, tables } = storedManifest(version);
    expect(schema).toBe(Number.parseInt(version));
    expect(Object.values(tables).filter(({ rows }) => rows === 0)).toEqual([]);
    if (version === writers.at(-1)) expect(Object.keys(tables).sort()).toEqual([...backupTableNames].sort());
  });
  it('is restored by SQLite', async () => {
    const store = await openSqlite(':memory:');
    await expectRestored(store, version);
    await store.close();
  });
  it('is restored by Supabase', async () => {
    const project = await startMigratedProject();
    const store = openSupabase(project);
    await expectRestored(store, version);
    await store.close();
    await project.close();
  });
});

async function expectRestored(store: Store, version: string): Promise<void> {
  await upload(version, bucket);
  const { restore, drill } = operate(store, bucket.settings);
  await restore();
  const content = await contentOf(store);
  for (const [table, rows] of storedRows(version)) {
    const own = (row: { name?: unknown }) =>
      table === 'sync_status' && /^(?:backup|bootstrap|drill)$/.test(String(row.name));
    expect([table, content.get(table)]).toMatchObject([table, rows.filter((row) => !own(row))]);
  }
  const { days } = storedManifest(version).revenue;
  const told = await store.query('rollup_days', {});
  expect(told.map(({ date, payment_count, amount_sat }) => [date, payment_count, amount_sat])).toEqual(
    days.map(({ date, payments, sat }) => [date, payments, sat])
  );
  expect(days.length).toBeGreaterThan(0);
  expect(await drill()).toMatchObject({ days: days.length });
}
