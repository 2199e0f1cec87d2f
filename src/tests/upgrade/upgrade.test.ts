/**
 * Databases of every schema that was ever stored, migrated and read by today's code, on both engines.
 *
 * A new migration writes its dump with the first run of this test (`npx vitest run src/tests/upgrade`), to be committed;
 * a dump that differs later says that a shipped migration was changed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReads } from '../../lib/server/read/reads.ts';
import { migrationsFor } from '../../lib/server/store/migrations.ts';
import { openSqlite } from '../../lib/server/store/sqlite.ts';
import type { Store } from '../../lib/server/store/store.ts';
import { openSupabase } from '../../lib/server/store/supabase.ts';
import { NOON, payment, plant } from '../factories.ts';
import { migrate, startPgliteProject } from '../supabase/project.ts';
import { dumpOf, stored } from './fixture.ts';
import { rows } from './rows.ts';

const STARTING_MS = 120_000;
const fileOf = (version: string) => join(import.meta.dirname, `${version}.sql`);

it('knows the schemas that operators have', () => {
  expect(stored).toEqual(expect.arrayContaining(['002_sqlite', '003_census']));
});

describe.each(stored)('a database of %s', (version) => {
  it('is the one that was shipped', async () => {
    await expect(dumpOf(version, rows)).toMatchFileSnapshot(fileOf(version));
  });

  it('is migrated by SQLite, read whole, and written on', async () => {
    const path = join(temporaryFolder(), 'db.sqlite3');
    const old = new Database(path);
    old.exec(readFileSync(fileOf(version), 'utf8'));
    old.close();
    const store = await openSqlite(path);
    await expectEverything(store, version);
    await store.close();
  });

  it(
    'has rows that Postgres keeps over the same step',
    async () => {
      const project = await startPgliteProject();
      const number = Number.parseInt(version);
      for (const migration of migrationsFor('postgres')) {
        if (Number.parseInt(migration.version) <= number) await project.exec(migration.sql);
      }
      const inserts = readFileSync(fileOf(version), 'utf8').match(/^INSERT INTO (?!schema_migrations).*$/gm) ?? [];
      expect(inserts.length).toBeGreaterThan(8);
      await project.exec(inserts.join('\n'));
      await migrate(project);
      const store = openSupabase(project);
      await expectEverything(store, version);
      await store.close();
      await project.close();
    },
    STARTING_MS
  );
});

async function expectEverything(store: Store, version: string): Promise<void> {
  let changes = 0;
  const reads = createReads({
    store,
    now: () => NOON,
    dataVersion: () => changes,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const txids = async (search?: string) => {
    const { transactions } = await reads.transactions({ query: { page: 1, limit: 50, ...(search && { search }) } });
    return transactions.map(({ txid, amount }) => [txid.slice(0, 8), amount]);
  };
  const newest = ['aa11cc33', '90071992.54740993'];
  expect(await txids()).toEqual([newest, ['aa11bb22', '0.00000001'], ['aa11aa11', '1.65388268']]);
  expect(await txids('palw')).toEqual([newest, ['aa11aa11', '1.65388268']]);
  expect(await store.query('get_daily_revenue', { limit: 9 })).toEqual([
    { date: '2026-03-01', payment_count: 2, amount_sat: '165388269' },
    { date: '2026-03-02', payment_count: 1, amount_sat: '9007199254740993' }
  ]);
  const { apps } = await reads.apps({ query: { page: 1, limit: 10 } });
  expect(apps).toMatchObject([{ appName: 'Palworld', transactionCount: 2, totalRevenue: '90071994.20129261' }]);
  const counts = await store.query('get_table_counts', {});
  const count = (name: string) => counts.find((row) => row.name === name)?.rows;
  expect([count('chain_transactions'), count('flux_price_history'), count('sync_status')]).toEqual([1, 1, 1]);

  if (version >= '003') {
    const [snapshot] = await store.query('snapshots_between', { start: '2026-03-01', end: '2026-03-01' });
    expect(snapshot).toMatchObject({ origin: 'observed', node_total: 6_700, app_count: null, revenue_sat: null });
    const [node] = await store.query('nodes_at', { at: 1_772_368_000 });
    expect(node).toMatchObject({ collateral: 'c0:0', tier: 'stratus', to_at: 1_772_370_000 });
    expect([count('repo_images'), count('repo_snapshots')]).toEqual([1, 1]);
  }

  await plant(store, { payments: [payment({ block_height: 2_000_000, app_name: 'Newcomer' })] });
  changes++;
  expect(await txids('newcomer')).toHaveLength(1);
  expect(await txids()).toHaveLength(4);
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
