import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { legacyDay as day, legacyFile, legacyImage } from '../../../../../tests/support/legacy-backup.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { BackupRefused } from '../backup-refused.ts';
import { importLegacy } from './import.ts';

let store: Store;
afterEach(() => store.close());

it.each([
  [
    'says another number of rows',
    { daily: { table: 'daily_snapshots', exportedAt: 'x', rowCount: 2, rows: [day] } },
    'has 1 rows and says 2'
  ],
  [
    'is another table',
    { daily: { table: 'users', exportedAt: 'x', rowCount: 1, rows: [day] } },
    'it is the table users'
  ],
  ['does not say what it is', { daily: { rows: [day] } }, 'table'],
  ['breaks off', { daily: '{"table":"daily_snapshots","rows":[{"snapshot_date":"2026-03-10"},{"snap' }, 'breaks off'],
  ['has a row without a date', { daily: [{ node_total: 5 }] }, 'snapshot_date'],
  ['has a row of a day that never was', { daily: [{ snapshot_date: '2026-02-30' }] }, 'not a date'],
  [
    'has rows that are no JSON',
    { repos: '{"table":"repo_snapshots","exportedAt":1,"rowCount":1,"rows":[{oops}]}' },
    'repo_snapshots'
  ],
  ['has an image without a name', { repos: [{ snapshot_date: '2026-03-10', instance_count: 3 }] }, 'image_name']
])('is refused when a file %s, and nothing of it is stored', async (_, given, reason) => {
  store = await openSqlite(':memory:');
  const deps = { store, now: () => NOON, log: pino({ level: 'silent' }) };
  const lease = await leaseOf(store, 'snapshots');
  const contents = { daily: [day], repos: [legacyImage], prices: [{ date: '2026-03-01', price_usd: 1 }], ...given };
  const refusal = importLegacy(
    deps,
    { lease, signal: new AbortController().signal, progress: () => undefined },
    {
      daily: legacyFile('daily_snapshots', contents.daily),
      repos: legacyFile('repo_snapshots', contents.repos),
      prices: legacyFile('flux_price_history', contents.prices)
    }
  );
  await expect(refusal).rejects.toThrow(BackupRefused);
  await expect(refusal).rejects.toThrow(reason);
  expect(await store.query('snapshots_between', { start: '0', end: '9' })).toEqual([]);
  expect(await store.query('repo_images', {})).toEqual([]);
  expect(await store.query('closes_in_range', { start: '0', end: '9' })).toEqual([]);
});
