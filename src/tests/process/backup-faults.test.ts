/** What an operator of the real process is told when the bucket does not do as it should, and that the next run succeeds. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Content } from '../support/backup-harness.ts';
import { openGate, type BucketGate } from '../support/bucket-gate.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { setUpBackupProcess, type BackupProcess } from './backup-process.ts';

let bucket: TestBucket;
let gate: BucketGate;
let installation: BackupProcess;
let before: Content;
let date: string;
beforeAll(async () => {
  [bucket, installation] = await Promise.all([startBucket(), setUpBackupProcess()]);
  gate = await openGate(bucket);
  await installation.start(gate.settings);
  await installation.looked();
  expect(await installation.run('backup')).toMatchObject({ state: 'succeeded' });
  date = (await installation.backups())[0]!.date;
  await installation.kill();
  before = await installation.content();
});
afterEach(async () => {
  await installation.kill();
  gate.guard = () => 'pass';
});
afterAll(async () => {
  await installation.remove();
  await gate.close();
  await bucket.close();
});

it.each([
  ['the bucket is away', { endpoint: 'http://127.0.0.1:9' }, 'check …R2_ENDPOINT'],
  ['the access key is wrong', { accessKeyId: 'SOMEBODY' }, 'check …R2_ACCESS_KEY_ID'],
  ['there is no such bucket', { bucket: 'missing' }, 'check …R2_BUCKET_NAME']
])('%s: both jobs say what to do', async (_, wrong, advice) => {
  await installation.start({ ...bucket.settings, ...wrong });
  for (const job of ['backup', 'restore'] as const) {
    const { state, error } = await installation.run(job, job === 'restore' ? { date } : {});
    expect([state, error]).toEqual(['failed', expect.stringContaining(advice)]);
  }
  await installation.kill();
  expect(await installation.content()).toEqual(before);
});

it.each([
  ['SignatureDoesNotMatch', 'check …R2_SECRET_ACCESS_KEY'],
  ['AccessDenied', 'let the key list, read, write and delete objects']
])('a key that is refused with %s: both jobs say what to do', async (code, advice) => {
  await installation.start(gate.settings);
  gate.guard = () => ({ code });
  for (const job of ['backup', 'restore'] as const) {
    const { state, error } = await installation.run(job, job === 'restore' ? { date } : {});
    expect([state, error]).toEqual(['failed', expect.stringContaining(advice)]);
  }
  await expectNextRun();
});

it('an upload that breaks off is sent again; one that always does fails by name', async () => {
  await installation.start(gate.settings);
  let cuts = 2;
  gate.guard = (method) => (method === 'PUT' && cuts-- > 0 ? 'cut' : 'pass');
  expect(await installation.run('backup')).toMatchObject({ state: 'succeeded', error: null });
  gate.guard = (method, key) => (method === 'PUT' && key.includes('chain_transactions') ? 'cut' : 'pass');
  const { state, error } = await installation.run('backup');
  expect([state, error]).toEqual(['failed', expect.stringMatching(/put .*chain_transactions-001.*check …R2_ENDPOINT/)]);
  await expectNextRun();
});

it('an upload that is stored in part is found out, and no backup is made of it', async () => {
  await installation.start(gate.settings);
  const complete = await completed();
  const uploads: string[] = [];
  gate.guard = async (method, key): Promise<'pass'> => {
    if (method === 'PUT') uploads.push(key);
    if (method === 'LIST' && uploads[0] !== undefined)
      await bucket.put(uploads[0], (await bucket.get(uploads[0])).subarray(1));
    return 'pass';
  };
  const { state, error } = await installation.run('backup');
  expect([state, error]).toEqual(['failed', expect.stringMatching(/was stored with \d+ of its \d+ bytes/)]);
  gate.guard = () => 'pass';
  expect(await completed()).toBe(complete);
  await expectNextRun();
});

it('a bucket that goes away while a restore reads changes nothing', async () => {
  await installation.start(gate.settings);
  let reads = 0;
  gate.guard = (method) => (method === 'GET' && ++reads > 25 ? 'cut' : 'pass');
  const { state, error } = await installation.run('restore', { date });
  expect([state, error]).toEqual(['failed', expect.stringContaining('check …R2_ENDPOINT')]);
  await installation.kill();
  expect(await installation.content()).toEqual(before);
  gate.guard = () => 'pass';
  await installation.start(gate.settings);
  expect(await installation.run('restore', { date })).toMatchObject({ state: 'succeeded', error: null });
  await installation.kill();
  expect(await installation.content()).toEqual(before);
});

async function completed(): Promise<number> {
  return (await installation.backups()).filter((each) => each.state === 'complete').length;
}

async function expectNextRun(): Promise<void> {
  gate.guard = () => 'pass';
  expect(await installation.run('backup')).toMatchObject({ state: 'succeeded', error: null });
  await installation.kill();
}
