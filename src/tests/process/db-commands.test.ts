/** The operator's imports, as they are run, on a real file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once, on } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { inFile, runDb } from './db-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'db-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string>) => runDb(args, env).outcome;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('imports', () => {
  const path = join(folder, 'imports.sqlite3');
  const env = { DB_TYPE: 'sqlite', DB_PATH: path };
  const closes = () => inFile(path, (store) => store.query('backup_flux_price_history', { after: {}, limit: 9 }));

  it('say how they are used', async () => {
    const { code, said } = await run([], env);
    expect([code, said]).toEqual([1, expect.stringContaining('db:import-prices FILE.csv')]);
    const other = await run(['import-prices', '--dryrun'], env);
    expect(other.code).toBe(1);
    expect(other.said).toMatch(/^Unknown option '--dryrun'\n\nusage:/);
  });
  it('name every fault of a file and store nothing of it', async () => {
    const { code, said } = await run(['import-prices', file('bad.csv', 'date,price_usd\n2026-01-01,1\nx,2\n')], env);
    expect([code, said]).toEqual([1, expect.stringContaining('line 3: "x" is no date')]);
    const missing = await run(['import-prices', join(folder, 'missing.csv')], env);
    expect([missing.code, missing.said]).toEqual([1, expect.stringContaining('missing.csv')]);
  });
  it('store prices exactly, once, and nothing in a dry run', async () => {
    const csv = file('prices.csv', 'date,price_usd\n2026-01-01,0.12345678\n2026-01-02,0.5\n');
    expect(await run(['import-prices', csv, '--dry-run'], env)).toMatchObject({ code: 0 });
    expect(await closes()).toEqual([]);
    for (const _ of [1, 2]) expect(await run(['import-prices', csv], env)).toMatchObject({ code: 0 });
    expect(await closes()).toMatchObject([
      { date: '2026-01-01', price_e8: '12345678', source: 'imported' },
      { date: '2026-01-02', price_e8: '50000000', source: 'imported' }
    ]);
  });
  it('take a file as spreadsheets and Windows write it', async () => {
    const csv = file('sheet.csv', '\uFEFFDate;Price (USD)\r\n"2026-01-03";"0,512345678912"\r\n');
    expect(await run(['import-prices', csv], env)).toMatchObject({ code: 0 });
    expect((await closes()).at(-1)).toMatchObject({ date: '2026-01-03', price_e8: '51234568', source: 'imported' });
    const list = file('list.json', '\uFEFF[{"snapshot_date":"2025-12-31","image_name":"a/b","instance_count":1}]');
    expect(await run(['import-repo-json', list, '--dry-run'], env)).toMatchObject({ code: 0 });
    const cut = await run(['import-repo-json', file('cut.json', '[\n{"snapshot_date":'), '--dry-run'], env);
    expect([cut.code, cut.said]).toEqual([1, expect.stringContaining('line 2: it is no JSON')]);
  });
  it('store counts per image in both forms; a known day stays as it is', async () => {
    const rows = [{ snapshot_date: '2026-01-01', image_name: 'itzg/minecraft-server:a', instance_count: 7 }];
    const byDay = { '2026-01-01': { 'itzg/minecraft-server:a': 9 }, '2026-01-02': { 'some/thing': 2, gone: 0 } };
    expect((await run(['import-repo-json', file('rows.json', JSON.stringify(rows))], env)).said).toContain(
      '1 days imported, 0 were known'
    );
    expect((await run(['import-repo-json', file('days.json', JSON.stringify(byDay))], env)).said).toContain(
      '1 days imported, 1 were known'
    );
    const stored = await inFile(path, (store) => store.query('backup_repo_snapshots', { after: {}, limit: 9 }));
    expect(stored.map((row) => [row['snapshot_date'], row['instance_count']])).toEqual([
      ['2026-01-01', 7],
      ['2026-01-02', 2]
    ]);
    const faulty = await run(['import-repo-json', file('faulty.json', '[{"snapshot_date":"2026-01-01"}]')], env);
    expect([faulty.code, faulty.said]).toEqual([1, expect.stringContaining('0.image_name')]);
  });
});

it('waits for a database that does not answer, saying so, until it is told to stop', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  const project = { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: 'key', ADMIN_TOKEN: 'a token that is long enough' };
  const { child, outcome } = runDb(['migrate-data'], { ...project, DB_PATH: join(folder, 'waiting.sqlite3') });
  for await (const [chunk] of on(child.stdout!, 'data') as AsyncIterable<[Buffer | string]>) {
    if (String(chunk).includes('database not ready')) break;
  }
  child.kill('SIGTERM');
  expect(await outcome).toMatchObject({ code: 1, said: expect.stringContaining('stopped') as unknown });
});

describe('an installation of the original', () => {
  const path = join(folder, 'imported.sqlite3');
  const env = { DB_TYPE: 'sqlite', DB_PATH: path };

  it('comes in with exact amounts, renamed units, and what cannot be as unknown', async () => {
    const old = new Database(join(folder, 'old.sqlite3'));
    old.exec(`
      CREATE TABLE daily_snapshots (snapshot_date TEXT, daily_revenue REAL, total_ram_gb REAL, used_ram_gb REAL,
        node_cumulus INTEGER DEFAULT 0, node_nimbus INTEGER DEFAULT 0, node_stratus INTEGER DEFAULT 0);
      CREATE TABLE repo_snapshots (snapshot_date TEXT, image_name TEXT, instance_count INTEGER);
      INSERT INTO daily_snapshots VALUES ('2026-01-01', 1234.56789012, 200.5, 30.25, 3000, 1500, 900);
      INSERT INTO daily_snapshots (snapshot_date, daily_revenue) VALUES ('2026-01-02', 0.1);
      INSERT INTO repo_snapshots VALUES ('2026-01-01', 'some/thing', 3);`);
    old.close();
    const dry = await run(['import-legacy', join(folder, 'old.sqlite3'), '--dry-run'], env);
    expect([dry.code, dry.said]).toEqual([0, expect.stringContaining('nothing was stored')]);
    const { code, said } = await run(['import-legacy', join(folder, 'old.sqlite3')], env);
    expect([code, said]).toEqual([0, expect.stringContaining('node_cumulus: unknown on 1 days, first 2026-01-02')]);
    const days = await inFile(path, (store) => store.query('backup_daily_snapshots', { after: {}, limit: 9 }));
    expect(days).toMatchObject([
      { snapshot_date: '2026-01-01', revenue_sat: '123456789012', ram_total_mb: 200_500_000, node_total: 5_400 },
      { snapshot_date: '2026-01-02', revenue_sat: '10000000', ram_total_mb: null, node_cumulus: null }
    ]);
  });
  it('is refused by name when it is something else', async () => {
    const { code, said } = await run(['import-legacy', path], env);
    expect([code, said]).toEqual([1, expect.stringContaining('is a database of this dashboard itself')]);
  });
});
