import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, fill, operate } from '../../../../tests/support/backup-harness.ts';
import { openGate } from '../../../../tests/support/bucket-gate.ts';
import { startBucket, type TestBucket } from '../../../../tests/support/bucket.ts';
import { leaseOf, NOON, payment, plant } from '../../../../tests/support/factories.ts';
import { legacyDay, legacyImage, legacyText, type LegacyContent } from '../../../../tests/support/legacy-backup.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { openSqlite } from '../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../platform/store/store.ts';
import { bootstrapPendingSince, takeBootstrap } from './bootstrap.ts';
import type { BucketSettings } from './bucket/bucket.ts';

let store: Store;
let bucket: TestBucket;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  bucket = await startBucket();
});
afterEach(async () => {
  await bucket.close();
  await store.close();
});

describe('the first start of an empty database', () => {
  it('takes over the newest backup, once', async () => {
    await backup('2026-03-15', [{ ...legacyDay, node_total: 1 }]);
    await backup('2026-03-17', [legacyDay]);
    await bucket.put('backups/notes.txt', 'x');
    await bucket.put('elsewhere/2026-03-18/daily_snapshots.json', 'x');
    const { pending, take } = setup();
    expect(await pending()).toBe(true);
    expect(await take()).toMatchObject({
      state: 'taken',
      backup: 'flux/2026-03-17',
      refused: [],
      report: { rows: { daily_snapshots: 1, repo_snapshots: 1 } }
    });
    expect(await days()).toMatchObject([{ date: '2026-03-10', origin: 'imported', node_total: 6_724 }]);
    expect(await pending()).toBe(false);
  });
  it('takes our own newest before any of the original, with every row as it was', async () => {
    const source = await openSqlite(':memory:');
    await fill(source);
    const { backup: name } = await operate(source, bucket.settings).backup();
    await backup('2026-03-19', [legacyDay]);
    await bucket.put('backups/2026-03-20/20260320T000000Z-00000000/daily_snapshots-001.ndjson.gz', 'unfinished');
    const { pending, take } = setup();
    await pending();
    expect(await take()).toMatchObject({ state: 'taken', backup: name, refused: [], report: { impossible: [] } });
    expect(await contentOf(store)).toEqual(await contentOf(source));
    await source.close();
  });
  it('names a backup that is damaged, incomplete or foreign, and takes the next older', async () => {
    await backup('2026-03-12', [legacyDay]);
    await bucket.put('backups/2026-03-14/manifest.json', '{"format":3}');
    await bucket.put('backups/2026-03-15/daily_snapshots.json', legacyText('daily_snapshots', [legacyDay]));
    await backup('2026-03-16', { table: 'daily_snapshots', exportedAt: 'x', rowCount: 9, rows: [] });
    const { pending, take } = setup();
    await pending();
    const { refused, backup: taken } = await take();
    expect(taken).toBe('flux/2026-03-12');
    expect(refused).toEqual([
      {
        backup: 'flux/2026-03-16',
        reason: expect.stringContaining('flux/backups/2026-03-16/daily_snapshots.json') as string
      },
      { backup: 'flux/2026-03-15', reason: 'flux/2026-03-15 is incomplete: repo_snapshots.json is missing' },
      { backup: 'flux/2026-03-14', reason: 'flux/2026-03-14 is of a kind that this version does not read' }
    ]);
    expect(await days()).toHaveLength(1);
  });
  it.each([
    ['first', '2026-03-17', 'flux/2026-03-17'],
    ['second', '2026-03-15', 'own/2026-03-16']
  ])('takes the newest of all buckets, here of the %s', async (_, inFirst, taken) => {
    const second = await startBucket('own');
    try {
      await backup(inFirst, [legacyDay]);
      await backup('2026-03-16', [legacyDay], second);
      const { pending, take } = setup([bucket.settings, second.settings]);
      await pending();
      expect(await take()).toMatchObject({ state: 'taken', backup: taken, refused: [] });
    } finally {
      await second.close();
    }
  });
  it.each(['before', 'after'])('does without a bucket %s it that does not answer, and says so', async (place) => {
    await backup('2026-03-16', [legacyDay]);
    const missing = { ...bucket.settings, bucket: 'missing' };
    const { pending, take } = setup(place === 'before' ? [missing, bucket.settings] : [bucket.settings, missing]);
    await pending();
    const reason = expect.stringContaining('NoSuchBucket') as string;
    expect(await take()).toMatchObject({
      state: 'taken',
      backup: 'flux/2026-03-16',
      refused: [{ backup: 'missing', reason }]
    });
  });
  it('takes what another bucket has when the one with the newest breaks off', async () => {
    const second = await startBucket('own');
    const gate = await openGate(second);
    try {
      await backup('2026-03-16', [legacyDay]);
      await backup('2026-03-17', [legacyDay], second);
      gate.guard = (method) => (method === 'GET' ? { code: 'AccessDenied' } : 'pass');
      const { pending, take } = setup([bucket.settings, gate.settings]);
      await pending();
      expect(await take()).toMatchObject({ state: 'taken', backup: 'flux/2026-03-16', refused: [{ backup: 'own' }] });
    } finally {
      await gate.close();
      await second.close();
    }
  });
  it('decides nothing while one bucket is empty and the other does not answer', async () => {
    const { pending, take } = setup([bucket.settings, { ...bucket.settings, bucket: 'missing' }]);
    await pending();
    await expect(take()).rejects.toThrow('NoSuchBucket');
    expect(await pending()).toBe(true);
  });
  it('is done when there is no backup at all', async () => {
    const { pending, take } = setup();
    await pending();
    expect(await take()).toMatchObject({ state: 'none', report: null });
    expect(await pending()).toBe(false);
  });
  it('stays to be done while the bucket does not answer, whatever was collected meanwhile', async () => {
    await backup('2026-03-16', [legacyDay]);
    const wrong = setup([{ ...bucket.settings, bucket: 'missing' }]);
    expect(await wrong.pending()).toBe(true);
    await expect(wrong.take()).rejects.toThrow(UpstreamError);
    await expect(wrong.take()).rejects.toThrow('NoSuchBucket');
    await plant(store, { payments: [payment()] });
    const { pending, take } = setup();
    expect(await pending()).toBe(true);
    expect(await take()).toMatchObject({ state: 'taken' });
  });
});

it('leaves a database with a past alone', async () => {
  await plant(store, { payments: [payment()] });
  const { pending, status } = setup();
  expect(await pending()).toBe(false);
  expect(await status()).toMatchObject({ state: 'not-needed' });
});

it('has nothing to wait for without a bucket', async () => {
  expect(await setup([]).pending()).toBe(false);
});

async function backup(date: string, daily: LegacyContent, where = bucket): Promise<void> {
  await where.put(`backups/${date}/daily_snapshots.json`, legacyText('daily_snapshots', daily));
  await where.put(`backups/${date}/repo_snapshots.json`, legacyText('repo_snapshots', [legacyImage]));
}

function days() {
  return store.query('snapshots_between', { start: '0', end: '9' });
}

function setup(buckets: BucketSettings[] = [bucket.settings]) {
  const alone = (_: AbortSignal, work: () => Promise<void>) => work();
  const deps = { store, alone, buckets, now: () => NOON, log: pino({ level: 'silent' }) };
  const run = async () => ({
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: () => undefined
  });
  return {
    pending: async () => (await bootstrapPendingSince(deps, await run())) !== null,
    take: async () => takeBootstrap(deps, await run()),
    status: async () => {
      const row = (await store.query('sync_status', {})).find(({ name }) => name === 'bootstrap');
      return JSON.parse(row?.value ?? 'null') as unknown;
    }
  };
}
