/**
 * The engines that hold the store's contract: SQLite in memory, SQLite on a file with its threads, and a Supabase project on
 * PGlite, behind a PostgREST-compatible server, and on a real PostgreSQL server, behind PostgREST itself. The shipped client
 * asks both.
 *
 * PostgreSQL is skipped where it is not installed, never in CI.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { empty, isPostgresMissing, startMigratedPglite, startMigratedPostgres } from '../supabase/project.ts';

export interface EngineUnderTest {
  /** An empty store. Earlier ones of this engine may no longer be used. */
  fresh(): Promise<Store>;
  close(): Promise<void>;
}

export const startMemory = () => startSqlite(() => ':memory:');
export const startPglite = () => startSupabase(startMigratedPglite);
export const startPostgres = () => startSupabase(startMigratedPostgres);

const engines = {
  'SQLite in memory': startMemory,
  'SQLite with threads': startFile,
  'Supabase on PGlite': startPglite,
  'Supabase on PostgreSQL': startPostgres
} satisfies Record<string, () => Promise<EngineUnderTest>>;
export type EngineName = keyof typeof engines;

type Tests = (start: () => Promise<EngineUnderTest>, name: EngineName) => void;

/** The same tests on each engine, or on some. */
export function describeEngines(tests: Tests, names = Object.keys(engines) as EngineName[]): void {
  for (const name of names) {
    const isSkipped = name === 'Supabase on PostgreSQL' && isPostgresMissing();
    const title = isSkipped ? `${name} (skipped: PostgreSQL is not installed here)` : name;
    describe.skipIf(isSkipped)(title, () => tests(engines[name], name));
  }
}

/** The same tests on both kinds of Supabase project. */
export function describeSupabase(tests: Tests): void {
  describeEngines(tests, ['Supabase on PGlite', 'Supabase on PostgreSQL']);
}

/** Started once; emptied for each test. */
async function startSupabase(start: () => Promise<LocalProject>): Promise<EngineUnderTest> {
  const project = await start();
  let open: Store | null = null;
  const closeStore = async () => {
    await open?.close();
    open = null;
  };
  return {
    async fresh() {
      await closeStore();
      await empty(project);
      open = openSupabase(project);
      return open;
    },
    async close() {
      await closeStore();
      await project.close();
    }
  };
}

function startFile(): Promise<EngineUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  let made = 0;
  return startSqlite(
    () => join(folder, `${String(made++)}.sqlite3`),
    () => rmSync(folder, { recursive: true, force: true })
  );
}

function startSqlite(path: () => string, cleanUp: () => void = () => undefined): Promise<EngineUnderTest> {
  let open: Store | null = null;
  const close = async () => {
    await open?.close();
    open = null;
  };
  return Promise.resolve({
    async fresh() {
      await close();
      open = await openSqlite(path());
      return open;
    },
    async close() {
      await close();
      cleanUp();
    }
  });
}
