/**
 * `db:import-legacy` with 20,000 payments of the original: from its file, and from its project, which answers 1,000 rows at
 * once. And its history from its backups in a bucket, which hold no payments.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { txidOf, TRACKED } from '../support/factories.ts';
import { legacyDay, legacyImage, legacyText } from '../support/legacy-backup.ts';
import { repository } from '../support/source-files.ts';
import { startProject } from '../supabase/project.ts';
import { inFile, runDb } from './db-process.ts';

const PAYMENTS = 20_000;
/** Every hundredth row can be no payment. */
const REFUSED = PAYMENTS / 100;
/** Of the first block, by the dated block 2,020,000 of the chain. */
const [HEIGHT, TIME] = [2_020_000, 1_761_415_235];

const folder = mkdtempSync(join(tmpdir(), 'import-legacy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the original's first schema made them: floats, terabytes, DEFAULT 0. */
const schema = (float: string, date: string) => `
  CREATE TABLE daily_snapshots (id INTEGER PRIMARY KEY, snapshot_date ${date} NOT NULL UNIQUE, timestamp BIGINT NOT NULL,
    daily_revenue ${float} NOT NULL DEFAULT 0, flux_price_usd ${float}, total_ram_gb ${float} DEFAULT 0,
    used_ram_gb ${float} DEFAULT 0, total_apps INTEGER DEFAULT 0, node_cumulus INTEGER DEFAULT 0,
    node_nimbus INTEGER DEFAULT 0, node_stratus INTEGER DEFAULT 0, node_total INTEGER DEFAULT 0, created_at BIGINT NOT NULL);
  CREATE TABLE repo_snapshots (id INTEGER PRIMARY KEY, snapshot_date ${date} NOT NULL, image_name TEXT NOT NULL,
    instance_count INTEGER NOT NULL DEFAULT 0, category TEXT, created_at BIGINT NOT NULL);
  CREATE TABLE revenue_transactions (id INTEGER PRIMARY KEY, txid TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
    from_address TEXT DEFAULT 'Unknown', amount ${float} NOT NULL, amount_usd ${float}, block_height INTEGER NOT NULL,
    timestamp BIGINT NOT NULL, date ${date} NOT NULL, app_name TEXT DEFAULT NULL, app_type TEXT DEFAULT NULL);
  CREATE TABLE flux_price_history (date ${date} PRIMARY KEY, price_usd ${float} NOT NULL, source TEXT);
  INSERT INTO flux_price_history VALUES ('2025-10-25', 0.1, 'x');
  INSERT INTO daily_snapshots (id, snapshot_date, timestamp, daily_revenue, total_ram_gb, used_ram_gb, node_cumulus,
    node_nimbus, node_stratus, node_total, created_at)
    VALUES (1, '2025-11-01', 1, 1234.56789012, 200.5, 30.25, 3000, 1500, 900, 5400, 1);
  INSERT INTO daily_snapshots (id, snapshot_date, timestamp, created_at) VALUES (2, '2025-11-02', 1, 1);`;

const satOf = (at: number) => BigInt(at) * 7_919_123_457n + 1n;
const isRefused = (at: number) => at % 100 === 99;
const values = (at: number) =>
  `(${at}, '${txidOf(at)}', '${TRACKED}', 't1Buyer', ${isRefused(at) ? 0 : Number(satOf(at)) / 1e8}, NULL, ` +
  `${HEIGHT + (at >> 1)}, ${TIME + 30 * (at >> 1)}, '2025-11-01', 'app${at % 50}', 'docker')`;

function* inserts(): Generator<string> {
  for (let from = 0; from < PAYMENTS; from += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, at) => values(from + at));
    yield `INSERT INTO revenue_transactions VALUES ${rows.join(', ')};`;
  }
}

describe('20,000 payments of the original', () => {
  it('come in exactly from its file', async () => {
    const path = join(folder, 'old.sqlite3');
    const old = new Database(path);
    old.exec(schema('REAL', 'TEXT'));
    for (const statement of inserts()) old.exec(statement);
    old.close();
    await expectImport([path], join(folder, 'file.sqlite3'));
  });
  it('come in exactly from its project, page by page', async () => {
    const project = await startProject();
    try {
      await project.exec(schema('DOUBLE PRECISION', 'DATE'));
      await project.exec('GRANT SELECT ON ALL TABLES IN SCHEMA public TO service_role');
      for (const statement of inserts()) await project.exec(statement);
      await expectImport([project.url, `--key=${project.serviceKey}`], join(folder, 'project.sqlite3'));
    } finally {
      await project.close();
    }
  });
});

describe('its backups in a bucket', () => {
  let bucket: TestBucket;
  beforeAll(async () => {
    bucket = await startBucket('old');
    for (const [date, total] of [
      ['2026-03-11', 6_100],
      ['2026-03-12', 6_200]
    ] as const) {
      const days = [{ ...legacyDay, total_apps: total }];
      await bucket.put(`backups/${date}/daily_snapshots.json`, legacyText('daily_snapshots', days));
      await bucket.put(`backups/${date}/repo_snapshots.json`, legacyText('repo_snapshots', [legacyImage]));
    }
    await bucket.put('backups/2026-03-12/flux_price_history.json', legacyText('flux_price_history', []));
    await bucket.put('backups/2026-03-13/daily_snapshots.json', legacyText('daily_snapshots', [legacyDay]));
    const damaged = { table: 'daily_snapshots', exportedAt: 'x', rowCount: 9, rows: [legacyDay] };
    await bucket.put('backups/2026-03-10/daily_snapshots.json', legacyText('daily_snapshots', damaged));
    await bucket.put('backups/2026-03-10/repo_snapshots.json', legacyText('repo_snapshots', [legacyImage]));
  });
  afterAll(() => bucket.close());

  it.each(['R2', 'BOOTSTRAP_R2'])(
    'come in from the bucket of %s_…, the newest complete one, however often',
    async (group) => {
      const path = join(folder, `${group}.sqlite3`);
      const dry = await fromBucket(path, group, ['--dry-run']);
      expect([dry.code, dry.said]).toEqual([0, expect.stringContaining('nothing was stored')]);
      expect(await apps(path)).toEqual([]);
      for (const _ of [1, 2]) {
        const { code, said } = await fromBucket(path, group);
        expect([code, said]).toEqual([0, expect.stringContaining('the backup old/2026-03-12')]);
        expect(said).toContain('daily_snapshots: 1 rows');
        expect(await apps(path)).toEqual([6_200]);
      }
    }
  );
  it('come in from the bucket that answers, and the other is named', async () => {
    const path = join(folder, 'both.sqlite3');
    const { code, said } = await fromBucket(path, 'R2', [], {
      ...variables('BOOTSTRAP_R2'),
      BOOTSTRAP_R2_BUCKET_NAME: 'no'
    });
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/not looked at: .*NoSuchBucket[^]*the backup old\/2026-03-12/)
    ]);
    expect(await apps(path)).toEqual([6_200]);
  });
  it('come in from a day that is named', async () => {
    const path = join(folder, 'day.sqlite3');
    expect(await fromBucket(path, 'R2', ['--date=2026-03-11'])).toMatchObject({ code: 0 });
    expect(await apps(path)).toEqual([6_100]);
  });
  it.each([
    ['a damaged one', ['--date=2026-03-10'], {}, 'it has 1 rows and says 9'],
    ['an incomplete one', ['--date=2026-03-13'], {}, 'repo_snapshots.json is missing'],
    ['a day without one', ['--date=2026-03-01'], {}, 'of 2026-03-01 in old, but of 2026-03-12, 2026-03-11, 2026-03-10'],
    ['what is no day', ['--date=yesterday'], {}, '--date=yesterday is no day (YYYY-MM-DD)'],
    ['a wrong bucket', [], { R2_BUCKET_NAME: 'no' }, 'check …R2_BUCKET_NAME'],
    ['no bucket', [], none('R2'), 'must name the bucket']
  ])('are refused with the reason: %s', async (_, args, env, reason) => {
    const path = join(folder, 'refused.sqlite3');
    const { code, said } = await fromBucket(path, 'R2', args, env);
    expect([code, said]).toEqual([1, expect.stringContaining(reason)]);
    expect(await apps(path)).toEqual([]);
  });

  const variables = (group: string) => ({
    [`${group}_ENDPOINT`]: bucket.settings.endpoint,
    [`${group}_ACCESS_KEY_ID`]: bucket.settings.accessKeyId,
    [`${group}_SECRET_ACCESS_KEY`]: bucket.settings.secretAccessKey,
    [`${group}_BUCKET_NAME`]: bucket.settings.bucket
  });
  function none(group: string): Record<string, string> {
    const names = ['ENDPOINT', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'BUCKET_NAME'];
    return Object.fromEntries(names.map((name) => [`${group}_${name}`, '']));
  }
  const fromBucket = (path: string, group: string, args: string[] = [], more: Record<string, string> = {}) =>
    runDb(['import-legacy', 'r2', ...args], { DB_TYPE: 'sqlite', DB_PATH: path, ...variables(group), ...more }).outcome;
  const apps = (path: string) =>
    inFile(path, async (store) =>
      (await store.query('snapshots_between', { start: '0', end: '9' })).map(({ app_count }) => app_count)
    );
});

async function expectImport(source: string[], path: string): Promise<void> {
  const said = await run(['import-legacy', ...source], { DB_TYPE: 'sqlite', DB_PATH: path });
  expect(said).toContain(`revenue_transactions: ${PAYMENTS - REFUSED} rows`);
  expect(said).toContain(`an amount that cannot be: ${REFUSED} rows left out, first ${txidOf(99)}`);
  expect(said).toContain('node_total: unknown on 1 days, first 2025-11-02');
  const store = await openSqlite(path);
  const rows = await store.query('payments_in_range', { from_key: '0', to_key: '9007199254740991' });
  const expected = Array.from({ length: PAYMENTS }, (_, at) => at).filter((at) => !isRefused(at));
  expect(new Map(rows.map(({ txid, amount_sat }) => [txid, amount_sat]))).toEqual(
    new Map(expected.map((at) => [txidOf(at), String(satOf(at))]))
  );
  // The second payment: 79.19123458 FLUX at 0.10 USD.
  expect(rows.find(({ txid }) => txid === txidOf(1))).toMatchObject({ date: '2025-10-25', usd_micros: '7919123' });
  const sum = expected.reduce((total, at) => total + satOf(at), 0n);
  const days = await store.query('rollup_days', {});
  expect(days.reduce((total, { amount_sat }) => total + BigInt(amount_sat), 0n)).toBe(sum);
  expect(await store.query('backup_daily_snapshots', { after: {}, limit: 9 })).toMatchObject([
    { snapshot_date: '2025-11-01', revenue_sat: '123456789012', ram_total_mb: 200_500_000, node_total: 5_400 },
    { snapshot_date: '2025-11-02', revenue_sat: null, ram_total_mb: null, node_total: null, app_count: null }
  ]);
  await store.close();
}

function run(args: string[], env: Record<string, string>): Promise<string> {
  const options = { cwd: repository, env: { ...process.env, ...env } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['build/api/db.js', ...args], options, (error, out, err) => {
      if (error === null) resolve(out);
      else reject(new Error(out + err, { cause: error }));
    });
  });
}
