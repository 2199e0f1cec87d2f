import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plantSnapshots, plantStatus } from '../../../../../tests/support/census-factories.ts';
import { NOON, plant } from '../../../../../tests/support/factories.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { dueWork } from './state.ts';

const HOUR = 3_600;
const MIDNIGHT = NOON - 12 * HOUR;
const [YESTERDAY, TODAY] = ['2026-03-17', '2026-03-18'];

let store: Store;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  await plant(store, { completedAt: NOON });
  await plantStatus(store, 'snapshots', { lastSuccess: MIDNIGHT - 100, lastError: null });
  await plantStatus(store, 'drill', { at: MIDNIGHT, ok: true, backup: 'b', durationMs: 1, error: null });
  await snapshot(YESTERDAY, MIDNIGHT - 24 * HOUR + 720);
});
afterEach(() => store.close());

it('is a backup once the day has its snapshot, not at midnight', async () => {
  await backedUp(MIDNIGHT - 24 * HOUR + 730);
  expect(await isBackupDue(MIDNIGHT + 120)).toBe(false);
  await snapshot(TODAY, MIDNIGHT + 720);
  expect(await isBackupDue(MIDNIGHT + 725)).toBe(true);
  await backedUp(MIDNIGHT + 725);
  expect(await isBackupDue(MIDNIGHT + 23 * HOUR)).toBe(false);
});

it('is another backup when the newest began before the snapshot of its day', async () => {
  await backedUp(MIDNIGHT + 120);
  expect(await isBackupDue(MIDNIGHT + 300)).toBe(false);
  await snapshot(TODAY, MIDNIGHT + 720);
  expect(await isBackupDue(MIDNIGHT + 725)).toBe(true);
});

it('is a backup of days without a snapshot too, half a day before health would miss it', async () => {
  await backedUp(MIDNIGHT);
  expect(await isBackupDue(MIDNIGHT + 36 * HOUR - 1)).toBe(false);
  expect(await isBackupDue(MIDNIGHT + 36 * HOUR)).toBe(true);
});

it('is no second backup while one is running', async () => {
  await snapshot(TODAY, MIDNIGHT + 720);
  const job = {
    id: 'b',
    requested_by: 'schedule',
    arguments: '{}',
    holder: 'h',
    none_since: null,
    now: MIDNIGHT + 725
  };
  await store.query('job_start', { ...job, name: 'backup' });
  expect(await isBackupDue(MIDNIGHT + 1_325)).toBe(false);
  await store.query('job_finish', {
    id: 'b',
    state: 'interrupted',
    error: null,
    result: null,
    now: MIDNIGHT + 1_400,
    events: []
  });
  expect(await isBackupDue(MIDNIGHT + 1_925)).toBe(true);
});

async function isBackupDue(at: number): Promise<boolean> {
  return (await dueWork({ store, now: () => at, log: pino({ level: 'silent' }) })).backup;
}

function snapshot(date: string, taken_at: number): Promise<void> {
  return plantSnapshots(store, [{ date, taken_at }]);
}

function backedUp(createdAt: number): Promise<void> {
  const last = { name: 'b', createdAt, rows: 1, bytes: 1, durationMs: 1 };
  return plantStatus(store, 'backup', { last, failures: 0, failedAt: null, error: null });
}
