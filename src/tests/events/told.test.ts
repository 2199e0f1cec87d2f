/** Each type of event is told by what makes its change: once, with the payload that is declared. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventTypes } from '../../lib/contract/events/types.ts';
import { rememberBackup } from '../../lib/server/modules/backup/runs/state.ts';
import { tellNodes } from '../../lib/server/modules/census/ingest/node-events.ts';
import { watchSources } from '../../lib/server/modules/events/source-watch.ts';
import { takeSnapshot } from '../../lib/server/modules/history/snapshots/snapshots.ts';
import { tellPrice } from '../../lib/server/modules/prices/ingest/price-events.ts';
import { readEvents } from '../../lib/server/platform/events/log.ts';
import { createScheduler } from '../../lib/server/platform/jobs/scheduler.ts';
import type { LeaseName } from '../../lib/server/platform/jobs/leases.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { SourceState } from '../../lib/server/platform/upstream/source-state.ts';
import { plantFigures, sampleFigures } from '../support/census-factories.ts';
import { leaseOf, NOON } from '../support/factories.ts';

const HOUR = 3_600;
const log = pino({ level: 'silent' });
let store: Store;
let clock: { now: number };
beforeEach(async () => {
  store = await openSqlite(':memory:');
  clock = { now: NOON };
});
afterEach(() => store.close());

it('tells of a tier that has moved by more than 2 percent within a day', async () => {
  const look = async (later: number, cumulus: number) => {
    clock.now = NOON + later;
    await tellNodes(deps(), await run('census'), { cumulus, nimbus: 100, stratus: 0 });
  };
  await look(0, 1_000);
  await look(HOUR, 980);
  expect(await told()).toEqual([]);
  await look(2 * HOUR, 979);
  await look(3 * HOUR, 979);
  expect(await told()).toEqual([
    ['nodes.changed', 'cumulus', { tier: 'cumulus', from: 1_000, to: 979, change: -2.1, since: NOON }]
  ]);
});

it('tells of a price that has moved by more than 10 percent within a day, and not of one that took longer', async () => {
  const look = async (later: number, priceE8: bigint) => {
    clock.now = NOON + later;
    await tellPrice(deps(), await run('prices'), priceE8);
  };
  await look(0, 50_000_000n);
  await look(20 * HOUR, 55_000_000n);
  expect(await told()).toEqual([]);
  await look(25 * HOUR, 56_000_000n);
  expect(await told()).toEqual([]);
  await look(30 * HOUR, 60_600_000n);
  await look(31 * HOUR, 60_600_000n);
  const move = { ticker: 'FLUX', from: '0.55', to: '0.606', change: 10.18, since: NOON + 20 * HOUR };
  expect(await told()).toEqual([['price.moved', 'FLUX', move]]);
});

it('tells of a source that fails and answers again', async () => {
  const source: SourceState = { ...well, lastSuccess: NOON - 300 };
  const look = async (later: number) => {
    clock.now = NOON + later;
    await watchSources({ ...deps(), sources: () => [source] }, await run('events'));
  };
  await look(0);
  Object.assign(source, { ok: false, lastError: 'blockbook: 502', lastErrorAt: NOON + 10 });
  await look(20);
  await look(40);
  Object.assign(source, { ok: true, lastSuccess: NOON + 50 });
  await look(60);
  await look(80);
  const about = { source: 'blockbook', lastSuccess: NOON - 300, reason: 'blockbook: 502', since: NOON + 10 };
  expect(await told()).toEqual([
    ['source.failing', 'blockbook', about],
    ['source.recovered', 'blockbook', { ...about, since: NOON + 50, lastSuccess: NOON + 50, reason: null }]
  ]);
});

it('tells of each run of a job that failed, and of none that went well or was stopped', async () => {
  const outcomes = [() => Promise.reject(new Error('secret inside')), () => Promise.resolve(1)];
  const scheduler = createScheduler({
    ...deps(),
    holder: 'me',
    isAlone: true,
    elapsed: () => clock.now,
    isTimeSure: () => true,
    definitions: [{ name: 'brew', everyMs: null, run: () => outcomes.shift()!() }]
  });
  const { id } = await scheduler.start('brew', {}, 'operator');
  await expect.poll(async () => (await scheduler.get(id))?.state).toBe('failed');
  const second = await scheduler.start('brew', {}, 'operator');
  await expect.poll(async () => (await scheduler.get(second.id))?.state).toBe('succeeded');
  await scheduler.stop();
  expect(await told()).toEqual([['job.failed', id, { job: 'brew', run: id, failedAt: NOON }]]);
});

it('tells of each backup, whether it failed or not', async () => {
  const last = { name: 'b1', createdAt: NOON, rows: 7, bytes: 70, seconds: 1 };
  await rememberBackup(deps(), await run('backups'), { error: 'secret inside' });
  await rememberBackup(deps(), await run('backups'), { last } as unknown as Parameters<typeof rememberBackup>[2]);
  expect(await told()).toEqual([
    ['backup.failed', String(NOON), { failedAt: NOON, failures: 1 }],
    ['backup.succeeded', 'b1', { backup: 'b1', createdAt: NOON, rows: 7, bytes: 70 }]
  ]);
});

it("tells once of a day's snapshot", async () => {
  await plantFigures(store, { ...sampleFigures, flux_price_usd: '0.5' });
  for (let time = 0; time < 2; time++) await takeSnapshot(deps(), await run('snapshots'));
  const [[type, subject, data] = []] = await told();
  expect([type, subject, data]).toMatchObject(['snapshot.taken', '2026-03-18', { date: '2026-03-18', takenAt: NOON }]);
  expect(await told()).toHaveLength(1);
});

const well: SourceState = {
  name: 'blockbook',
  ok: true,
  lastSuccess: NOON,
  lastError: null,
  lastErrorAt: null
} as SourceState;
const deps = () => ({ store, log, now: () => clock.now });

async function run(name: LeaseName) {
  return { lease: await leaseOf(store, name), signal: new AbortController().signal, progress: () => undefined };
}

async function told() {
  const page = await readEvents(store, { after: 0, types: null, subject: null, limit: 100 });
  const events = page?.events ?? [];
  for (const { type, data } of events) eventTypes.get(type)!.payload.parse(data);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  return events.map(({ type, subject, data }) => [type, subject, data] as const);
}
