import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBucket, type TestBucket } from '../../../../tests/support/bucket.ts';
import { NOON, payment, plant, TRACKED } from '../../../../tests/support/factories.ts';
import { figures, plantFigures } from '../../../../tests/support/figures.ts';
import { legacyDay, legacyImage, legacyText } from '../../../../tests/support/legacy-backup.ts';
import { defaultPayers } from '../../../domain/payments/payments.ts';
import { UpstreamError } from '../../platform/errors.ts';
import type { BucketSettings } from '../backup/bucket/bucket.ts';
import { createLeases } from '../../platform/jobs/leases.ts';
import { openSqlite } from '../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../platform/store/store.ts';
import { backupJobs } from '../backup/jobs.ts';
import { createPast } from '../backup/past.ts';
import { createScheduler, type Scheduler } from '../../platform/jobs/scheduler.ts';
import { snapshotJobs } from './jobs.ts';

let store: Store;
let bucket: TestBucket;
let scheduler: Scheduler;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  bucket = await startBucket();
});
afterEach(async () => {
  await scheduler.stop();
  await bucket.close();
  await store.close();
});

it('takes over the past of an empty database before it looks at the present', async () => {
  await bucket.put('backups/2026-03-17/daily_snapshots.json', legacyText('daily_snapshots', [legacyDay]));
  await bucket.put('backups/2026-03-17/repo_snapshots.json', legacyText('repo_snapshots', [legacyImage]));
  await plantFigures(store, figures(1), NOON);
  const { ended, results } = setup([bucket.settings]);
  await scheduler.begin();
  await ended(3);
  expect(await results()).toMatchObject([
    { name: 'snapshot-check', state: 'succeeded', result: { finalizedDays: 0 } },
    { name: 'bootstrap', state: 'succeeded', result: { state: 'taken', backup: 'flux/2026-03-17' } },
    { name: 'snapshot-check', state: 'succeeded', result: { snapshot: { outcome: 'taken' } } }
  ]);
  expect(await days()).toMatchObject([
    { date: '2026-03-10', origin: 'imported', gaming_count: 420 },
    { date: '2026-03-18', origin: 'observed', gaming_count: 41 }
  ]);
});

it('takes over the past of a standby that comes into use empty, however lately it has done so for the primary', async () => {
  await bucket.put('backups/2026-03-17/daily_snapshots.json', legacyText('daily_snapshots', [legacyDay]));
  await bucket.put('backups/2026-03-17/repo_snapshots.json', legacyText('repo_snapshots', [legacyImage]));
  const primary = store;
  let inUse = primary;
  store = { query: (name, args) => inUse.query(name, args), close: () => primary.close() };
  const { clock, ended, results } = setup([bucket.settings]);
  await scheduler.begin();
  await ended(3);
  clock.now += 60;
  const standby = await openSqlite(':memory:');
  inUse = standby;
  scheduler.kick('snapshot-check');
  await ended(3);
  expect(await results()).toMatchObject([
    { name: 'snapshot-check', state: 'succeeded' },
    { name: 'bootstrap', state: 'succeeded', result: { state: 'taken', backup: 'flux/2026-03-17' } },
    { name: 'snapshot-check', state: 'succeeded' }
  ]);
  expect(await days()).toMatchObject([{ date: '2026-03-10', origin: 'imported' }]);
  await scheduler.stop();
  await standby.close();
});

it('looks at the present when the past cannot be had, and does not ask for it at once again', async () => {
  await plantFigures(store, figures(1), NOON);
  const { ended, results } = setup([{ ...bucket.settings, bucket: 'missing' }]);
  await scheduler.begin();
  await ended(3);
  expect(await results()).toMatchObject([
    { name: 'snapshot-check', state: 'succeeded' },
    { name: 'bootstrap', state: 'failed', error: expect.stringContaining('NoSuchBucket') as string },
    { name: 'snapshot-check', state: 'succeeded', result: { snapshot: { outcome: 'taken' } } }
  ]);
  expect(scheduler.health().filter(({ nextRun }) => nextRun !== null)).toMatchObject([{ name: 'snapshot-check' }]);
});

it('names every backup that could not be used', async () => {
  await bucket.put('backups/2026-03-17/daily_snapshots.json', 'nonsense');
  await bucket.put('backups/2026-03-17/repo_snapshots.json', legacyText('repo_snapshots', [legacyImage]));
  const { ended, results } = setup([bucket.settings]);
  await scheduler.begin();
  await ended(3);
  expect((await results())[1]).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('flux/backups/2026-03-17/daily_snapshots.json') as string
  });
});

it('gives ended days their revenue with each look', async () => {
  const { ended, results } = setup([]);
  await plant(store, { payments: [payment({ block_time: NOON - 86_400 })] });
  await scheduler.start('backfill', {}, 'operator');
  await ended(1);
  await scheduler.start('snapshot-check', {}, 'operator');
  await ended(2);
  expect(await results()).toMatchObject([{ result: { days: 365 } }, { result: { finalizedDays: 0 } }]);
  expect((await days()).at(-1)).toMatchObject({ date: '2026-03-17', revenue_sat: '150000000' });
});

it('takes the backup of the day after a snapshot that was asked for', async () => {
  const { ended, results } = setup([], bucket.settings);
  await plantFigures(store, figures(1), NOON);
  await plant(store, { payments: [payment()], completedAt: NOON });
  for (const count of [2, 4]) {
    await scheduler.start('snapshot', {}, 'operator');
    await ended(count);
  }
  // The second finds that there never was a drill.
  expect((await results()).map(({ name }) => name)).toEqual(['snapshot', 'backup', 'snapshot', 'backup-drill']);
  expect((await results())[1]).toMatchObject({ state: 'succeeded', requestedBy: 'schedule' });
});

it('begins no day and takes no backup before the time is sure', async () => {
  const { clock, ended, results } = setup([]);
  clock.isSure = false;
  await plantFigures(store, figures(1), NOON);
  await scheduler.start('snapshot-check', {}, 'operator');
  await ended(1);
  expect(await days()).toEqual([]);
  clock.isSure = true;
  await scheduler.start('snapshot-check', {}, 'operator');
  await ended(2);
  expect(await days()).toMatchObject([{ date: '2026-03-18', origin: 'observed' }]);
  expect(await results()).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }]);
});
it.each([
  ['snapshot', 'apps, cpu, ram, storage'],
  ['repo-snapshot', 'images']
])('says why there can be no %s', async (name, missing) => {
  const { ended, results } = setup([]);
  await plantFigures(store, { nodes: figures(1).nodes }, NOON);
  await scheduler.start(name, {}, 'operator');
  await ended(1);
  const error = expect.stringContaining(`too little is known for a snapshot of 2026-03-18`) as string;
  expect(await results()).toMatchObject([{ state: 'failed', error }]);
  expect((await results())[0]!.error).toContain(missing);
});

function days() {
  return store.query('snapshots_between', { start: '0', end: '9' });
}

function setup(buckets: BucketSettings[], backup: BucketSettings | null = null) {
  const log = pino({ level: 'silent' });
  const clock = { now: NOON, isSure: true };
  let calls = 0;
  const time = { now: () => clock.now, elapsed: () => clock.now, isTimeSure: () => clock.isSure };
  const deps = { store, ...time, log };
  const leases = createLeases({ ...deps, holder: 'test' });
  const network = { nodeHistory: () => Promise.reject(new UpstreamError('stats', 'away')) };
  const jobDeps = {
    ...deps,
    leases,
    backup,
    scratchFolder: join(tmpdir(), `snapshot-jobs-${process.pid}`),
    rules: { ...defaultPayers, tracked: new Set([TRACKED]) },
    network,
    buckets,
    intervals: { snapshotCheckSeconds: 1_800 },
    onChange: () => undefined,
    kick: (name: string) => scheduler.kick(name)
  };
  const withPast = { ...jobDeps, past: createPast(jobDeps) };
  const definitions = [...snapshotJobs(withPast), ...backupJobs(withPast)];
  scheduler = createScheduler({ ...deps, now: () => clock.now + calls++, definitions, holder: 'test', isAlone: true });
  /** In the order in which they were started. */
  const results = async () => (await scheduler.list(20)).toReversed();
  const ended = (count: number) =>
    expect
      .poll(async () => (await results()).filter(({ state }) => state !== 'running').length, { timeout: 20_000 })
      .toBe(count);
  return { clock, ended, results };
}
