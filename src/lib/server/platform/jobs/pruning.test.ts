import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOON } from '../../../../tests/support/factories.ts';
import type { JobRow } from '../store/rows.ts';
import { openEngine } from '../store/sqlite/sqlite-engine.ts';
import { migrationsFor } from '../store/migrations.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { statementsFor } from '../store/sql.ts';
import type { Store } from '../store/store.ts';
import { createPruning } from './pruning.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

const DAY = 86_400;
const silent = pino({ level: 'silent' });
let store: Store;
let scheduler: Scheduler;
let at = NOON;
beforeEach(async () => {
  at = NOON;
  store = await openSqlite(':memory:');
  const count = { name: 'count', everyMs: null, run: () => Promise.resolve() };
  scheduler = createScheduler({
    store,
    definitions: [count],
    holder: 'me',
    isAlone: true,
    now: () => at,
    elapsed: () => at,
    isTimeSure: () => true,
    log: silent
  });
});
afterEach(async () => {
  await scheduler.stop();
  await store.close();
});

it('forgets routine runs after a day, failures and what somebody asked for after thirty', async () => {
  await plant('sync-31d', { daysAgo: 31 });
  await plant('sync-2d', { daysAgo: 2 });
  await plant('sync-1h', { daysAgo: 1 / 24 });
  await plant('sync-failed-2d', { daysAgo: 2, state: 'failed' });
  await plant('sync-failed-31d', { daysAgo: 31, state: 'failed' });
  await plant('sync-asked-2d', { daysAgo: 2, by: 'token' });
  await plant('sync-asked-31d', { daysAgo: 31, by: 'token' });
  expect(await idsAfterRun()).toEqual(['sync-1h', 'sync-asked-2d', 'sync-failed-2d']);
});

it('keeps the newest success of a job for ever, whatever failed since', async () => {
  await plant('restore-a', { daysAgo: 500, by: 'token' });
  await plant('restore-b', { daysAgo: 400, by: 'token' });
  await plant('restore-c', { daysAgo: 300, state: 'failed' });
  expect(await idsAfterRun()).toEqual(['restore-b']);
});

it('does not grow with the years', async () => {
  const perDay = 24;
  for (let hour = 0; hour < 60 * perDay; hour++) {
    at += 3_600;
    const job = {
      id: String(hour),
      name: 'sync',
      requested_by: 'schedule',
      arguments: '{}',
      holder: 'x',
      none_since: null
    };
    await store.query('job_start', { ...job, now: at });
    await store.query('job_finish', { id: job.id, state: 'succeeded', error: null, result: null, now: at, events: [] });
    if (hour % perDay === 0) await runOnce();
  }
  const rows = await store.query('jobs_list', { limit: 10_000 });
  expect(rows.filter(({ name }) => name === 'sync').length).toBeLessThanOrEqual(2 * perDay);
});

it('bounds the record of calls, and keeps what was authorized in the last ninety days', async () => {
  const call = (id: string, daysAgo: number, actor: string) =>
    store.query('audit_append', {
      id,
      now: NOON - daysAgo * DAY,
      actor,
      client: '',
      action: '',
      detail: '',
      outcome: ''
    });
  for (const daysAgo of [0, 1, 2, 3, 4, 89, 91]) {
    await call(`looked ${daysAgo} days ago`, daysAgo, 'nobody');
    await call(`done ${daysAgo} days ago`, daysAgo, 'token');
  }
  await createPruning({ ...certain, store, log: silent, calls: 6 })();
  const kept = (await store.query('audit_list', { limit: 100 })).map(({ id }) => id);
  const newest = [0, 1, 2].flatMap((daysAgo) => [`looked ${daysAgo} days ago`, `done ${daysAgo} days ago`]);
  expect(kept).toEqual([...newest, ...[3, 4, 89].map((daysAgo) => `done ${daysAgo} days ago`)]);
});

it('knows the newest runs without a look at all of them', async () => {
  await plant('sync-1', { daysAgo: 3 });
  await plant('sync-2', { daysAgo: 2, state: 'failed' });
  await plant('audit-1', { daysAgo: 1, state: 'failed' });
  const latest = await store.query('jobs_latest', {});
  expect(latest.map(({ id, last_success }) => [id, last_success])).toEqual([
    ['audit-1', null],
    ['sync-2', NOON - 3 * DAY]
  ]);
  expect(planOf('jobs_latest').filter((step) => /^SCAN (j|n|s|jobs)\b/.test(step))).toEqual([]);
});

async function plant(id: string, { daysAgo, state = 'succeeded', by = 'schedule' }: Planted): Promise<void> {
  const now = NOON - daysAgo * DAY;
  const job = { id, name: id.slice(0, id.indexOf('-')), requested_by: by, arguments: '{}', holder: 'x' };
  await store.query('job_start', { ...job, none_since: null, now });
  await store.query('job_finish', { id, state, error: null, result: null, now, events: [] });
}

interface Planted {
  daysAgo: number;
  state?: Exclude<JobRow['state'], 'running'>;
  by?: string;
}

async function runOnce(): Promise<void> {
  const { id } = await scheduler.start('count', {}, 'operator');
  await expect.poll(async () => (await scheduler.get(id))?.state).toBe('succeeded');
}

/** Of other jobs than the one that has just run. */
async function idsAfterRun(): Promise<string[]> {
  await runOnce();
  const others = async () =>
    (await store.query('jobs_list', { limit: 100 })).filter(({ name }) => name !== 'count').map(({ id }) => id);
  await scheduler.stop();
  return (await others()).sort();
}

function planOf(name: string): string[] {
  const explained = statementsFor('sqlite')
    .filter((statement) => statement.name === name)
    .map((statement) => ({ ...statement, steps: statement.steps.map((step) => `EXPLAIN QUERY PLAN ${step}`) }));
  const options = {
    path: ':memory:',
    statements: explained,
    migrations: migrationsFor('sqlite'),
    role: 'writer' as const
  };
  const engine = openEngine(options);
  try {
    return engine.run(name, {}).map((row) => (row as { detail: string }).detail);
  } finally {
    engine.close();
  }
}

const certain = { now: () => NOON, elapsed: () => NOON, isTimeSure: () => true };
