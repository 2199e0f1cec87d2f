/** Backups against a real S3 server: what goes out comes back, and what was harmed on the way is refused. */
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, fill, operate, TODAY, type Content } from '../../../../../tests/support/backup-harness.ts';
import { startBucket, type TestBucket } from '../../../../../tests/support/bucket.ts';
import { leaseOf, noPayments, NOON } from '../../../../../tests/support/factories.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { backupTableNames } from '../../../platform/store/tables.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { BackupRefused } from '../backup-refused.ts';
import { schemaVersion, sha256 } from './manifest.ts';

let store: Store;
let empty: Store;
let bucket: TestBucket;
let before: Content;
beforeEach(async () => {
  [store, empty, bucket] = await Promise.all([openSqlite(':memory:'), openSqlite(':memory:'), startBucket()]);
  await fill(store);
  before = await contentOf(store);
});
afterEach(async () => {
  await Promise.all([bucket.close(), store.close(), empty.close()]);
});

describe('a backup', () => {
  it('names its files with rows, bytes and hashes, below its day', async () => {
    const { backup } = await operate(store, bucket.settings).backup();
    const manifest = await manifestIn();
    expect(backup).toMatch(/^flux\/2026-03-18\/20260318T120000Z-[0-9a-f]{8}$/);
    expect(manifest).toMatchObject({ format: 2, schema: schemaVersion, createdAt: NOON });
    const rows = new Map<string, number>();
    for (const { key, table, rows: told, bytes, sha256: hash } of manifest.files) {
      const content = await bucket.get(key);
      expect([content.length, sha256(content), key.startsWith(`backups/${TODAY}/`)]).toEqual([bytes, hash, true]);
      expect(gunzipSync(content).toString().split('\n')).toHaveLength(told + 1);
      rows.set(table, (rows.get(table) ?? 0) + told);
    }
    for (const [table, all] of before) expect([table, rows.get(table) ?? 0]).toEqual([table, all.length]);
    expect([...before.values()].every((all) => all.length > 0)).toBe(true);
  });
  it('comes back as it was, row by row, into an empty database', async () => {
    await operate(store, bucket.settings).backup();
    const report = await operate(empty, bucket.settings).restore();
    expect(await contentOf(empty)).toEqual(before);
    expect(await figuresOf(empty)).toEqual(await figuresOf(store));
    expect(report.tables.map(({ name, now, then }) => [name, now, then])).toEqual(
      backupTableNames.map((name) => [name, 0, before.get(name)!.length])
    );
  });
  it('replaces what has been written since', async () => {
    const { backup, restore } = operate(store, bucket.settings);
    await backup();
    await store.query('clear_revenue', await leaseOf(store));
    await store.query('store_metric', { ...(await leaseOf(store)), name: 'new', value: '1', source: 'x', as_of: 1 });
    await restore();
    const after = await contentOf(store);
    expect(after).toEqual(before);
  });
  it('comes back as the run that was named, though there is a newer one', async () => {
    const { backup, restore, state } = operate(store, bucket.settings);
    const name = (await backup()).backup.split('/').at(-1)!;
    await store.query('clear_revenue', await leaseOf(store));
    state.now += 60;
    await backup();
    await restore();
    expect((await contentOf(store)).get('revenue_transactions')).toEqual([]);
    await restore(TODAY, false, name);
    expect(await contentOf(store)).toEqual(before);
    const none = name.replace(/.{8}$/, '00000000');
    await expect(restore(TODAY, false, none)).rejects.toThrow(`there is no complete backup of ${none}`);
  });
  it('is remembered, and prunes what is older than thirty days but the newest', async () => {
    const { backup, state, status, list } = operate(store, bucket.settings);
    const taken: string[] = [];
    for (const days of [0, 1, 31]) {
      state.now = NOON + days * 86_400;
      taken.push((await backup()).backup);
    }
    expect((await list()).map(({ name }) => name)).toEqual([taken[2]]);
    expect((await status()).backup).toMatchObject({ last: { name: taken[2], createdAt: NOON + 31 * 86_400 } });
    await bucket.remove(await manifestKey());
    await bucket.put('backups/2026-03-01/daily_snapshots.json', 'of somebody else');
    state.now = NOON + 90 * 86_400;
    const { removed } = await backup();
    expect(removed).toEqual([taken[2]]);
    expect(await bucket.keys()).toContain('backups/2026-03-01/daily_snapshots.json');
  });
});

describe('a dry run', () => {
  it('says what would change and changes nothing', async () => {
    await operate(store, bucket.settings).backup();
    const report = await operate(empty, bucket.settings).restore(TODAY, true);
    expect(report).toMatchObject({ isDryRun: true });
    expect(report.tables).toContainEqual({ name: 'chain_transactions', now: 0, then: 1_500 });
    expect((await contentOf(empty)).get('chain_transactions')).toEqual([]);
  });
});

describe('what is refused, the database as it was', () => {
  it.each(['flipped byte', 'cut file', 'missing file'])('a %s in any file', async (harm) => {
    await operate(store, bucket.settings).backup();
    for (const { key } of (await manifestIn()).files) {
      const content = await bucket.get(key);
      const changed = Buffer.from(content);
      changed[content.length >> 1]! ^= 1;
      if (harm === 'missing file') await bucket.remove(key);
      else await bucket.put(key, harm === 'cut file' ? content.subarray(0, -1) : changed);
      await refused(key);
      await bucket.put(key, content);
    }
    await operate(empty, bucket.settings).restore();
    expect(await contentOf(empty)).toEqual(before);
  });
  it('a byte of the manifest, wherever it is', async () => {
    await operate(store, bucket.settings).backup();
    const key = await manifestKey();
    const content = await bucket.get(key);
    for (const at of [0, 12, 40, content.length >> 1, content.length - 3, content.length - 1]) {
      const changed = Buffer.from(content);
      changed[at]! ^= 1;
      await bucket.put(key, changed);
      await refused('manifest');
    }
  });
  it('a run without a manifest, as if it were not there', async () => {
    await operate(store, bucket.settings).backup();
    await bucket.remove(await manifestKey());
    await expect(operate(empty, bucket.settings).restore()).rejects.toThrow(`no complete backup of ${TODAY}`);
    expect(await operate(store, bucket.settings).list()).toMatchObject([{ state: 'incomplete' }]);
    await expect(operate(store, bucket.settings).drill()).rejects.toThrow('no complete backup');
  });
  it('a newer version', async () => {
    await operate(store, bucket.settings).backup();
    const key = await manifestKey();
    const text = Buffer.from(await bucket.get(key)).toString();
    await bucket.put(key, text.replace(`"schema":${schemaVersion}`, `"schema":${schemaVersion + 1}`));
    await refused('newer version');
  });

  async function refused(reason: string): Promise<void> {
    const refusal = await operate(empty, bucket.settings)
      .restore()
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BackupRefused);
    expect((refusal as Error).message).toContain(reason);
    expect([...(await contentOf(empty)).values()].every((rows) => rows.length === 0)).toBe(true);
  }
});

describe('a bucket that fails', () => {
  it.each([
    ['is away', { endpoint: 'http://127.0.0.1:9' }, 'ECONNREFUSED'],
    ['does not know us', { accessKeyId: 'SOMEBODY' }, 'InvalidAccessKeyId'],
    ['is not there', { bucket: 'missing' }, 'NoSuchBucket']
  ])('because it %s: named, remembered, and the next run succeeds', async (_, wrong, reason) => {
    const failing = operate(store, { ...bucket.settings, ...wrong });
    const error = await failing.backup().catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(UpstreamError);
    expect((error as Error).message).toContain(reason);
    expect((await failing.status()).backup).toMatchObject({ last: null, failures: 1, failedAt: NOON });
    const { backup, status } = operate(store, bucket.settings);
    await backup();
    expect((await status()).backup).toMatchObject({ failures: 0, error: null });
  });
});

describe('the drill', () => {
  it('restores the newest backup elsewhere and finds the same', async () => {
    const { backup, drill, status } = operate(store, bucket.settings);
    const taken = await backup();
    expect(await drill()).toMatchObject({ backup: taken.backup, rows: taken.rows, days: 30 });
    expect((await status()).drill).toMatchObject({ at: NOON, ok: true, backup: taken.backup });
  });
  it('fails on an empty backup', async () => {
    const none = operate(empty, bucket.settings);
    await none.backup();
    await expect(none.drill()).rejects.toThrow('is empty');
    expect((await none.status()).drill).toMatchObject({ ok: false, error: expect.stringContaining('empty') as string });
  });
  it('fails on a backup that lacks what there is', async () => {
    const { settings } = bucket;
    await store.query('clear_revenue', await leaseOf(store));
    await operate(store, settings).backup();
    await fill(empty);
    await expect(operate(empty, settings).drill()).rejects.toThrow('0 of 1500 rows of revenue_transactions');
  });
  it('does not mind what operators have called since', async () => {
    const { backup, drill } = operate(store, bucket.settings);
    await backup();
    const call = { actor: 'x', client: 'y', action: 'z', detail: '{}', outcome: 'ok' };
    for (let at = 0; at < 1_000; at++) await store.query('audit_append', { id: `later-${at}`, now: NOON, ...call });
    expect(await drill()).toMatchObject({ days: 30 });
  });
  it('fails on facts that do not have the revenue of the ledger', async () => {
    const fact = before.get('chain_transactions')![0]!;
    const facts = [{ ...fact, payload: JSON.stringify({ p: 't1', o: [['t3Other', '5']], r: [] }) }];
    await store.query('store_payments', {
      ...noPayments,
      ...(await leaseOf(store)),
      facts: facts as never
    });
    const { backup, drill } = operate(store, bucket.settings);
    await backup();
    await expect(drill()).rejects.toThrow(/restores differently: revenue of 2026-/);
  });
});

async function manifestKey(): Promise<string> {
  return (await bucket.keys()).find((key) => key.endsWith('/manifest.json'))!;
}

async function manifestIn() {
  const content = await bucket.get(await manifestKey());
  return JSON.parse(Buffer.from(content).toString()) as {
    files: { key: string; table: string; rows: number; bytes: number; sha256: string }[];
  };
}

/** What follows from the rows. */
async function figuresOf(of: Store) {
  const none = {} as Record<string, never>;
  return Promise.all([
    of.query('rollup_days', none),
    of.query('rollup_apps', none),
    of.query('payments_per_range', none)
  ]);
}
