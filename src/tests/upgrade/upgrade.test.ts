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
import { migrationsFor } from '../../lib/server/platform/store/migrations.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { migrate, startProject } from '../supabase/project.ts';
import { expectEverything } from './expect-everything.ts';
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
      const project = await startProject();
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

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
