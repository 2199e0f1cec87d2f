import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { leaseOf, NOON } from '../../../../tests/support/factories.ts';
import { readEvents } from '../../platform/events/log.ts';
import { statusEntries } from '../../platform/store/documents/ingest-status.ts';
import { tellMarks } from '../../platform/store/documents/event-status.ts';
import { openSqlite } from '../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../platform/store/store.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import { clearStall } from './desk.ts';
import { createStallWatch } from './watch.ts';

let store: Store;
afterEach(() => store.close());

it('latches a chain that tells nothing for five minutes, tells it once, and keeps it over a restart', async () => {
  const at = await setup();
  await at.synced(NOON);
  expect(await at.looks([0, 300])).toEqual([0, 0]);
  expect(await at.looks([1, 60])).toEqual([1, 0]);
  expect(await at.stalls()).toEqual([['chain', NOON, null]]);
  expect(await at.told()).toEqual([['source.stalled', 'chain', NOON]]);
  at.restart();
  expect(await at.looks([0, 400])).toEqual([0, 0]);
  expect(await at.stalls()).toEqual([['chain', NOON, null]]);
});

it('keeps the latch when the data come again, until an operator clears it', async () => {
  const at = await setup();
  await at.synced(NOON);
  await at.looks([0, 301]);
  await expect(at.clear('chain')).rejects.toMatchObject({ status: 409, code: 'still_behind' });
  await at.synced(NOON + 400);
  // Also before the next look has seen it.
  expect(await at.looks([99])).toEqual([1]);
  expect(await at.stalls()).toEqual([['chain', NOON, NOON + 400]]);
  expect(await at.told()).toEqual([
    ['source.stalled', 'chain', NOON],
    ['source.recovered', 'chain', NOON + 400]
  ]);
  expect(await at.clear('chain')).toEqual({ source: 'chain', cleared: true });
  expect(await at.clear('chain')).toEqual({ source: 'chain', cleared: false });
  expect(await at.stalls()).toEqual([]);
});

it('clears at once what came again a moment ago', async () => {
  const at = await setup();
  await at.synced(NOON);
  await at.looks([0, 301]);
  await at.synced(NOON + 310);
  expect(await at.clear('chain')).toEqual({ source: 'chain', cleared: true });
});

it('takes what stalls again before it was cleared for one stall, and tells that too', async () => {
  const at = await setup();
  await at.synced(NOON);
  await at.looks([0, 301]);
  await at.synced(NOON + 310);
  await at.looks([10, 301]);
  expect(await at.stalls()).toEqual([['chain', NOON + 310, null]]);
  expect((await at.told()).map(([type]) => type)).toEqual(['source.stalled', 'source.recovered', 'source.stalled']);
  await expect(at.clear('chain')).rejects.toMatchObject({ status: 409 });
});

it('waits two and a half intervals for the census', async () => {
  const at = await setup();
  await at.counted(NOON);
  expect(await at.looks([0, 1_500, 1])).toEqual([0, 0, 1]);
});

it('takes no night for a stall, and no clock that was set', async () => {
  const at = await setup();
  await at.synced(NOON);
  await at.looks([0]);
  at.sleep(8 * 3_600);
  expect(await at.looks([15])).toEqual([0]);
  at.sleep(-3_600);
  expect(await at.looks([15])).toEqual([0]);
});

it('latches a service that fails for all, and none that is merely not asked or not set up', async () => {
  const at = await setup();
  at.sources.push(sourceOf('blockbook', { ok: true, lastSuccess: NOON - 9_000 }));
  expect(await at.looks([0, 301, 301])).toEqual([0, 0, 0]);
  Object.assign(at.sources[0] ?? {}, { ok: false, lastError: 'HTTP 503', lastErrorAt: NOON });
  expect(await at.looks([0, 301])).toEqual([0, 0]);
  await at.failing('blockbook', NOON);
  expect(await at.looks([15, 301])).toEqual([0, 1]);
  expect(await at.stalls()).toEqual([['blockbook', NOON - 9_000, null]]);
  await expect(at.clear('blockbook')).rejects.toMatchObject({ status: 409 });
  Object.assign(at.sources[0] ?? {}, { ok: true, lastSuccess: NOON + 999 });
  expect(await at.clear('blockbook')).toEqual({ source: 'blockbook', cleared: true });
});

it('knows no source of another name, and lets go of one that is not set up any more', async () => {
  const at = await setup();
  await expect(at.clear('nobody')).rejects.toMatchObject({ code: 'not_found' });
  expect(await at.clear('census')).toEqual({ source: 'census', cleared: false });
  at.sources.push(sourceOf('cryptocompare', { ok: false, lastSuccess: NOON - 60 }));
  await at.failing('cryptocompare', NOON);
  await at.looks([0, 800]);
  at.sources.pop();
  expect(await at.clear('cryptocompare')).toEqual({ source: 'cryptocompare', cleared: true });
});

async function setup() {
  store = await openSqlite(':memory:');
  const lease = await leaseOf(store, 'events');
  const clock = { elapsed: 1_000, now: NOON };
  const sources: SourceState[] = [];
  const intervals = { revenueSeconds: 60, censusSeconds: 600, priceSeconds: 300 };
  const deps = {
    store,
    sources: () => sources,
    intervals,
    now: () => clock.now,
    elapsed: () => clock.elapsed,
    log: pino({ level: 'silent' })
  };
  let watch = createStallWatch(deps);
  const storeStatus = (status: Parameters<typeof statusEntries>[0]) =>
    store.query('store_status', { ...lease, status: statusEntries(status), now: clock.now });
  return {
    sources,
    restart: () => (watch = createStallWatch(deps)),
    sleep: (seconds: number) => (clock.now += seconds),
    synced: (completedAt: number) =>
      storeStatus({ revenue: { tip: 100, tipTime: completedAt, completedAt, complete: true } }),
    counted: (completedAt: number) => storeStatus({ census: { completedAt, documents: {} } }),
    failing: (name: string, since: number) =>
      tellMarks(deps, { lease }, { marks: { 'marks-sources': { [name]: { state: 'failing', since } } }, events: [] }),
    /** Looks after so many seconds each; what each told. */
    async looks(after: number[]) {
      const told: number[] = [];
      for (const seconds of after) {
        clock.elapsed += seconds;
        clock.now += seconds;
        told.push(await watch({ lease }));
      }
      return told;
    },
    clear: (source: string) => clearStall(deps, source),
    stalls: async () =>
      (await store.query('source_stalls', {})).map(({ source, since, recovered_at }) => [source, since, recovered_at]),
    told: async () => {
      const page = await readEvents(store, { after: null, types: null, subject: null, limit: 100 });
      return (page?.events ?? []).map(({ type, subject, data }) => [type, subject, data['since']]);
    }
  };
}

function sourceOf(name: string, state: Partial<SourceState>): SourceState {
  return { name, ok: true, lastSuccess: null, lastError: null, lastErrorAt: null, note: null, ...state };
}
