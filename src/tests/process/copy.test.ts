/** The copy between engines, as an operator runs it: whole, back again, and killed on the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LocalProject } from '../../../scripts/supabase/local-project.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { openSupabase, type SupabaseStore } from '../../lib/server/platform/store/postgres/supabase.ts';
import { startApi, stopApis } from '../support/api.ts';
import { contentOf, fill, type Content } from '../support/backup-harness.ts';
import { NOON } from '../support/factories.ts';
import { putBack } from '../store-story/backup.ts';
import { empty, startMigratedProject } from '../supabase/project.ts';
import { openWays, type Ways } from '../supabase/way.ts';
import { inFile, runDb, type Outcome } from './db-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'copy-'));
const here = join(folder, 'here.sqlite3');

let project: LocalProject;
let ways: Ways;
let there: SupabaseStore;
let before: Content;
beforeAll(async () => {
  project = await startMigratedProject();
  ways = await openWays(project.url, 1);
  there = openSupabase(project);
  before = await inFile(here, async (store) => {
    await fill(store);
    return contentOf(store);
  });
});
beforeEach(() => empty(project));
afterAll(async () => {
  await stopApis();
  await there.close();
  await ways.close();
  await project.close();
  rmSync(folder, { recursive: true, force: true });
});

it('brings everything to Supabase and back, after saying what it replaces, with the same exports', async () => {
  const back = join(folder, 'back.sqlite3');
  expect((await copy(here, '--dry-run')).said).toContain(
    `revenue_transactions: ${before.get('revenue_transactions')?.length} rows replace 0`
  );
  expect(await copy(here)).toEqual({ code: 0, said: expect.stringContaining('are equal') as unknown });
  expect(await copy(back, '--reverse')).toMatchObject({ code: 0 });
  expect(await inFile(back, contentOf)).toEqual(before);
  const exported = await inFile(here, exportOf);
  expect(exported.split('\r\n')).toHaveLength((before.get('revenue_transactions')?.length ?? 0) + 2);
  expect(await exportOf(there)).toBe(exported);
  expect(await inFile(back, exportOf)).toBe(exported);
});

it('killed on the way to Supabase has done nothing or everything, and can be begun again after a minute', async () => {
  await killAt('restore_stage', here);
  expect(await copy(here)).toEqual({ code: 1, said: expect.stringContaining('try again in a minute') as unknown });
  await passAMinute();
  const swap = await killAt('restore_swap', here);
  expect(rowsOf(await contentOf(there))).toEqual([]);
  expect(await swap.arrive()).toMatchObject({ status: 200 });
  expect((await contentOf(there)).get('revenue_transactions')).toEqual(before.get('revenue_transactions'));
  await passAMinute();
  expect(await copy(here)).toMatchObject({ code: 0 });
  expect(await exportOf(there)).toBe(await inFile(here, exportOf));
});

it('goes on with a copy that was killed, and sends again what is not as it should be', async () => {
  await killAt('restore_swap', here);
  await project.exec(
    `UPDATE restore_slices SET rows = '{"0":{"txid":"of somebody else"}}' WHERE table_name = 'revenue_transactions';
     INSERT INTO restore_slices VALUES ('sync_cursors', 99, '{"0":{"address":"left behind"}}')`
  );
  await passAMinute();
  const kept = rowsOf(before).length - (before.get('revenue_transactions')?.length ?? 0);
  const said = expect.stringContaining(`went on with an earlier copy: ${kept} rows were there already`) as unknown;
  expect(await copy(here)).toEqual({ code: 0, said });
  expect(await exportOf(there)).toBe(await inFile(here, exportOf));
  expect((await contentOf(there)).get('sync_cursors')).toEqual(before.get('sync_cursors'));
});

it('killed on the way back has done nothing to the file, and can be begun again at once', async () => {
  await putBack(there, before);
  const file = join(folder, 'file.sqlite3');
  await killAt('backup_chain_transactions', file, '--reverse');
  expect(rowsOf(await inFile(file, contentOf))).toEqual([]);
  expect(await copy(file, '--reverse')).toMatchObject({ code: 0 });
  expect(await inFile(file, contentOf)).toEqual(await contentOf(there));
});

const rowsOf = (content: Content) => [...content.values()].flat();

function environment(path: string): Record<string, string> {
  return {
    DB_PATH: path,
    SUPABASE_URL: ways.urls[0] ?? '',
    SUPABASE_SERVICE_ROLE_KEY: project.serviceKey,
    ADMIN_TOKEN: 'a token that is long enough'
  };
}

function copy(path: string, ...options: string[]): Promise<Outcome> {
  return runDb(['migrate-data', ...options], environment(path)).outcome;
}

/** Kills a copy that has sent a call which has not arrived. */
async function killAt(call: string, path: string, ...options: string[]) {
  const kept = ways.keepBack(call);
  const { child, outcome } = runDb(['migrate-data', ...options], environment(path));
  const unsent = await Promise.race([kept, outcome]);
  if (!('arrive' in unsent)) throw new Error(`${call} was not called: ${unsent.said}`);
  child.kill('SIGKILL');
  await outcome;
  return unsent;
}

/** After which a lease is free whose holder says nothing. */
async function passAMinute(): Promise<void> {
  await project.exec('UPDATE leases SET expires_at = expires_at - 60');
}

/** As a visitor gets it. */
async function exportOf(store: Store): Promise<string> {
  const options = { dataVersion: () => 0, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 };
  const context = createContext({ store, now: () => NOON, ...options });
  const { get } = await startApi({ planted: null, deps: { context } });
  return (await get('/api/transactions/export?format=csv')).text();
}
