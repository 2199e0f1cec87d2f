/** The real process, killed (kill -9) in the middle of a backup, of a restore and of a drill, at requests and moments of each. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job } from '../../lib/contract/admin/jobs.ts';
import type { Content } from '../support/backup-harness.ts';
import { openGate, type BucketGate } from '../support/bucket-gate.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { setUpBackupProcess, type BackupProcess } from './backup-process.ts';

const IS_LONG = Boolean(process.env['LONG']);
/** Milliseconds after the last request of a restore. */
const moments = IS_LONG ? [0, 1, 2, 4, 8, 16, 32, 64, 128, 256] : [50];

let bucket: TestBucket;
let gate: BucketGate;
let installation: BackupProcess;
beforeEach(async () => {
  [bucket, installation] = await Promise.all([startBucket(), setUpBackupProcess()]);
  gate = await openGate(bucket);
});
afterEach(async () => {
  await installation.remove();
  await gate.close();
  await bucket.close();
});

it('a backup: what it left is no backup, and the next run succeeds at once', async () => {
  await installation.start(gate.settings);
  await installation.looked();
  await installation.kill();
  const before = await installation.content();
  const isUpload = (nth: number) => (method: string, _: string, count: number) => method === 'PUT' && count === nth;
  const isManifest = (method: string, key: string) => method === 'PUT' && key.endsWith('/manifest.json');
  for (const isMoment of [isUpload(1), isUpload(10), isManifest]) {
    await installation.start(gate.settings);
    const { id } = await killAt('backup', {}, isMoment);
    await installation.start(gate.settings);
    expect(await installation.follow(id)).toMatchObject({ state: 'interrupted' });
    expect((await installation.backups()).filter(({ state }) => state !== 'incomplete')).toEqual([]);
    await installation.kill();
  }
  await installation.start(gate.settings);
  expect(await installation.run('backup')).toMatchObject({ state: 'succeeded', error: null });
  // Of the first nothing had arrived.
  const states = (await installation.backups()).map(({ state }) => state);
  expect(states).toEqual(['complete', 'incomplete', 'incomplete']);
  await installation.kill();
  expect(await installation.content()).toEqual(before);
  expect(installation.leftovers()).toEqual([]);
});

it('a restore: the database is as it was or as the backup, and the next run succeeds at once', async () => {
  const { before, cleared, date, files } = await prepareRestore();
  const last = 1 + 2 * files;
  // The manifest, each file to be checked, each file again to be laid aside; then the exchange.
  const requests = IS_LONG ? [1, files, files + 3, last - 1] : [files, files + 3];
  const early = requests.map((nth) => ({ nth, ms: null, allowed: [cleared] }));
  const late = moments.map((ms) => ({ nth: last, ms, allowed: [cleared, before] }));
  for (const { nth, ms, allowed } of [...early, ...late]) {
    await installation.start(gate.settings);
    const { id } = await killAt('restore', { date }, (method, _, count) => method === 'GET' && count === nth, ms);
    expect(allowed).toContainEqual(await installation.content());
    await installation.start(gate.settings);
    expect(await installation.follow(id)).toMatchObject({ state: 'interrupted' });
    expect(await installation.run('restore', { date })).toMatchObject({ state: 'succeeded', error: null });
    await installation.kill();
    expect(await installation.content()).toEqual(before);
    await installation.clearRevenue();
  }
  expect(installation.leftovers()).toEqual([]);
});

it('a restore that nobody repeats leaves nothing in the database', async () => {
  const { date, files } = await prepareRestore();
  await installation.start(gate.settings);
  await killAt('restore', { date }, (method, _, count) => method === 'GET' && count === 2 * files);
  expect(installation.staged()).toBeGreaterThan(0);
  await installation.start(gate.settings);
  await installation.looked();
  await installation.kill();
  expect(installation.staged()).toBe(0);
});

it('a drill, again and again: its scratch database does not pile up, and the next one leaves none', async () => {
  await installation.start(gate.settings);
  await installation.run('backup');
  for (let time = 0; time < 2; time++) {
    await killAt('backup-drill', {}, (method, _, count) => method === 'GET' && count === 30);
    expect(installation.leftovers()).toHaveLength(1);
    await installation.start(gate.settings);
  }
  expect(await installation.run('backup-drill')).toMatchObject({ state: 'succeeded', error: null });
  expect(installation.leftovers()).toEqual([]);
});

/** Kills the process as this request of the job arrives, or so long after it. */
async function killAt(
  job: 'backup' | 'backup-drill' | 'restore',
  body: object,
  isMoment: (method: string, key: string, count: number) => boolean,
  afterMs: number | null = null
): Promise<Job> {
  const counts = new Map<string, number>();
  const killed = Promise.withResolvers<undefined>();
  const kill = () => installation.kill().then(() => killed.resolve(undefined), killed.reject);
  gate.guard = async (method, key) => {
    const count = (counts.get(method) ?? 0) + 1;
    counts.set(method, count);
    if (!isMoment(method, key, count)) return 'pass';
    if (afterMs === null) {
      await kill();
      return 'hang';
    }
    void delay(afterMs).then(kill);
    return 'pass';
  };
  const begun = await installation.begin(job, body);
  await killed.promise;
  gate.guard = () => 'pass';
  return begun;
}

/** A complete backup, and after it a database that has lost its payments. */
async function prepareRestore(): Promise<{ before: Content; cleared: Content; date: string; files: number }> {
  await installation.start(gate.settings);
  await installation.run('backup');
  const [backup] = await installation.backups();
  await installation.kill();
  const before = await installation.content();
  await installation.clearRevenue();
  const files = (await bucket.keys()).filter((key) => key.endsWith('.ndjson.gz')).length;
  return { before, cleared: await installation.content(), date: backup!.date, files };
}
