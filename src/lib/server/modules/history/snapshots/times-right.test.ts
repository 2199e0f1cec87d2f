/** What a clock that was days ahead has left: the days that it wrote for are recorded truly when they come. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { leaseOf, NOON } from '../../../../../tests/support/factories.ts';
import { figures, plantFigures } from '../../../../../tests/support/figures.ts';
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import { createReads } from '../../../../../tests/support/reads.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { dueWork } from '../../backup/runs/state.ts';
import { checkSnapshots } from './snapshot-check.ts';
import { newestWrite, putTimesRight } from './times-right.ts';

const DAY = 86_400;
const TODAY = dateOf(NOON);
let store: Store;
afterEach(() => store.close());

it.each([3, 1])(
  'rows of a clock that was %i days ahead go, and the true snapshot of that day is taken',
  async (ahead) => {
    const { at, look, right, rows, reads } = await setup();
    at(NOON - DAY);
    await plantFigures(store, figures(1), NOON - DAY);
    await look();
    at(NOON + ahead * DAY);
    await plantFigures(store, figures(2), NOON + ahead * DAY);
    await look();
    at(NOON);
    expect(await reads.snapshotState()).toMatchObject({ todayExists: false, healthy: false });
    expect((await reads.snapshotState()).futureDate).toBe(addDays(TODAY, ahead));
    expect(Object.keys(await right())).toEqual(expect.arrayContaining(['daily_snapshots', 'current_metrics']));
    expect(await right()).toEqual({});
    expect((await rows()).map(({ date }) => date)).toEqual([addDays(TODAY, -1)]);
    expect(await reads.snapshotState()).toMatchObject({ futureDate: null });
    for (let day = 0; day <= ahead; day++) {
      at(NOON + day * DAY);
      await plantFigures(store, figures(10 + day), NOON + day * DAY);
      expect((await look()).snapshot).toMatchObject({ date: addDays(TODAY, day) });
    }
    const marks = (await rows()).slice(1).map(({ node_cumulus }) => (node_cumulus ?? 0) - 1_000);
    expect(marks).toEqual(Array.from({ length: ahead + 1 }, (_, day) => 10 + day));
  }
);
it('a snapshot of today that was taken at an hour that has not come is taken again', async () => {
  const { at, look, right, rows } = await setup();
  at(NOON + 5 * 3_600);
  await plantFigures(store, figures(1), NOON + 5 * 3_600);
  await look();
  at(NOON);
  await right();
  expect(await rows()).toEqual([]);
  await plantFigures(store, figures(2), NOON);
  expect((await look()).snapshot).toMatchObject({ date: TODAY, outcome: 'taken' });
});
it('a close that was fetched before its day had ended, or at a time that has not come, is fetched again', async () => {
  const { at, right } = await setup();
  at(NOON);
  const lease = await leaseOf(store, 'prices');
  const close = { price_e8: '7000000', source: 'binance' as const };
  const days = [-2, -1, 0, 1].map((day) => addDays(TODAY, day));
  await store.query('store_closes', {
    ...lease,
    closes: { [days[0]!]: close, [days[2]!]: close },
    status: {},
    now: NOON - DAY
  });
  await store.query('store_closes', {
    ...lease,
    closes: { [days[1]!]: close, [days[3]!]: close },
    status: {},
    now: NOON + 3 * DAY
  });
  await right();
  const known = await store.query('closes_in_range', { start: '0', end: '9' });
  expect(known.map(({ date }) => date)).toEqual([days[0]]);
});
describe('a job that was killed while the clock was ahead', () => {
  it('is over at the next start, and runs again', async () => {
    const { at } = await setup();
    at(NOON);
    const job = { name: 'revenue-sync', requested_by: 'schedule', arguments: '{}', holder: 'x', none_since: null };
    await store.query('job_start', { ...job, id: 'ahead', now: NOON + 3 * DAY });
    expect(await store.query('job_start', { ...job, id: 'blocked', now: NOON })).toEqual([]);
    expect(await store.query('jobs_interrupted', { silent_since: NOON, now: NOON })).toEqual([
      { id: 'ahead', name: 'revenue-sync' }
    ]);
    expect(await store.query('job_start', { ...job, id: 'again', none_since: NOON - 60, now: NOON })).toHaveLength(1);
  });
  it('leaves no lease that lasts for days', async () => {
    const { at } = await setup();
    at(NOON);
    const later = NOON + 3 * DAY;
    await store.query('acquire_lease', { name: 'prices', holder: 'dead', now: later, expires_at: later + 60 });
    const own = { name: 'prices', holder: 'me', now: NOON, expires_at: NOON + 60 };
    expect(await store.query('acquire_lease', own)).toHaveLength(1);
    const other = { name: 'prices', holder: 'other', now: NOON + 1, expires_at: NOON + 61 };
    expect(await store.query('acquire_lease', other)).toEqual([]);
  });
});
it('a backup and a drill of a time that has not come are due, and no failure of then holds them up', async () => {
  const { at, deps, reads } = await setup();
  at(NOON);
  const later = NOON + 3 * DAY;
  const last = { name: 'b', createdAt: later, rows: 1, bytes: 1, durationMs: 1 };
  const backup = { last, failures: 1, failedAt: later, error: 'away' };
  const drill = { at: later, ok: true, backup: 'b', durationMs: 1, error: null };
  const entries = {
    backup,
    drill,
    snapshots: { lastSuccess: NOON - DAY, lastError: null },
    revenue: { tip: 1, tipTime: NOON, completedAt: later, complete: true }
  };
  const status = Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, { value: JSON.stringify(value) }])
  );
  await store.query('store_status', { ...(await leaseOf(store, 'snapshots')), status, now: later });
  await plantFigures(store, figures(1), NOON);
  await checkSnapshots({ ...deps, network: noHistory }, await runOf());
  expect(await dueWork(deps)).toEqual({ backup: true, drill: true });
  expect(await reads.backupState()).toMatchObject({ healthy: false, ageHours: null });
  expect(await reads.syncState()).toMatchObject({ stale: true, asOf: NOON });
  expect(await newestWrite(store)).toBe(later);
});
it('intervals of observation begin and end no later than now', async () => {
  const { at, right } = await setup();
  at(NOON);
  const lease = await leaseOf(store, 'census');
  const place = { app_name: 'shop', ip: '192.0.2.1:16127' };
  const cycle = (now: number) => ({ at: now, date: dateOf(now), closed_at: now, is_end_uncertain: 0 as const });
  await store.query('store_app_observations', { ...lease, opened: [place], closed: [], ...cycle(NOON - DAY) });
  await store.query('store_app_observations', { ...lease, opened: [], closed: [place], ...cycle(NOON + 3 * DAY) });
  await right();
  const intervals = await store.query('app_intervals', { app_name: 'shop', from: 0, to: NOON + 9 * DAY });
  expect(intervals).toEqual([{ from_at: NOON - DAY, to_at: NOON }]);
  expect(await store.query('future_rows', { today: TODAY, latest: NOON + 600 })).toEqual([]);
});

const noHistory = { nodeHistory: () => Promise.resolve([]) };

async function runOf() {
  return {
    lease: await leaseOf(store, 'snapshots'),
    signal: new AbortController().signal,
    progress: () => undefined
  };
}

async function setup() {
  store = await openSqlite(':memory:');
  let clock = NOON;
  let looks = 0;
  const now = () => clock;
  const deps = { store, now, log: pino({ level: 'silent' }) };
  return {
    deps,
    at: (time: number) => void (clock = time),
    look: async () => checkSnapshots({ ...deps, network: noHistory }, await runOf()),
    right: async () => putTimesRight(deps, await runOf()),
    rows: () => store.query('snapshots_between', { start: '0', end: '9' }),
    reads: createReads({
      store,
      now,
      dataVersion: () => looks++,
      revenueIntervalSeconds: 60,
      censusIntervalSeconds: 600
    })
  };
}
