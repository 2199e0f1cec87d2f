import { afterEach, expect, it } from 'vitest';
import { plantCensus, plantRepos, plantSnapshots } from '../../../../../tests/support/census-factories.ts';
import { NOON } from '../../../../../tests/support/factories.ts';
import { closeReads, openReads } from '../../../../../tests/support/read-setup.ts';

afterEach(closeReads);

it('names to the operator the days without a snapshot', async () => {
  const { reads, store } = await openReads();
  const dates = ['2026-03-18', '2026-03-16', '2025-01-01'];
  await plantSnapshots(
    store,
    dates.map((date) => ({ date }))
  );
  await plantRepos(store, '2026-03-16', { 'a/b:1': 1, 'a/b:2': 1 });
  const status = await reads.snapshotStatus();
  expect(status).toMatchObject({
    healthy: true,
    snapshots: 3,
    firstSnapshotDate: '2025-01-01',
    lastSnapshotDate: '2026-03-18',
    images: 2,
    lastRepoDate: '2026-03-16'
  });
  expect(status.missingDates).toHaveLength(88);
  expect(status.missingDates.slice(-2)).toEqual(['2026-03-15', '2026-03-17']);
});

it('tells the operator how each source of the census last answered', async () => {
  const { reads, store } = await openReads();
  const sync = { lastCompleted: NOON, tip: 2_100_000, isComplete: true };
  expect(await reads.testStatus()).toEqual({ completedAt: null, sources: [], sync });
  await plantCensus(store, { 'node-list': NOON - 60, machines: null });
  const run = { lastRun: NOON - 30, durationMs: 120 };
  expect(await reads.testStatus()).toEqual({
    completedAt: NOON - 30,
    sources: [
      { ...run, name: 'node-list', lastSuccess: NOON - 60, ok: true, rows: 7, error: null },
      { ...run, name: 'machines', lastSuccess: null, ok: false, rows: null, error: 'HTTP 503' }
    ],
    sync
  });
});
