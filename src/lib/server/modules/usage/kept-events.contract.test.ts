/** Events go after a while, in slices; what they add up to stays, and is held to what is left of them. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import type { Store } from '../../platform/store/store.ts';
import { createTargets } from '../webhooks/module.ts';
import { pruneMeterEvents } from './ingest/prune.ts';
import { reconcile } from './ingest/reconcile.ts';
import { createUsage } from './usage.ts';

const STARTING_MS = 120_000;
const DAY = 86_400;
const { signal } = new AbortController();

describeEngines((start) => {
  let engine: EngineUnderTest;
  let store: Store;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  beforeEach(async () => {
    store = await engine.fresh();
  });
  afterAll(() => engine.close());

  it('removes what is older than it is kept, in slices, and keeps its minutes and periods', async () => {
    const { usage, stored, state } = await setup();
    const old = Array.from({ length: 3_000 }, (_, n) => ({
      tenant: 'a',
      feature: 'f',
      tokens: 2n,
      at: NOON - 100 * DAY + n
    }));
    state.now = NOON - 99 * DAY;
    for (let from = 0; from < old.length; from += 1_000) await usage.record(old.slice(from, from + 1_000));
    state.now = NOON;
    await usage.record([{ tenant: 'a', feature: 'f', tokens: 5n }]);
    expect(await pruneMeterEvents(store, { days: 90, now: NOON, signal })).toBe(3_000);
    expect(await stored()).toEqual([5]);
    expect(await pruneMeterEvents(store, { days: 90, now: NOON, signal })).toBe(0);
    const minutes = await store.query('meter_series', {
      tenant: 'a',
      feature: '',
      from: 0,
      to: NOON + 60,
      step: 2 * NOON,
      limit: 9
    });
    expect(minutes).toMatchObject([{ small: 6_005, events: 3_001 }]);
    expect(await reconcile(store)).toEqual([]);
  });
  it('keeps one that came late as long as any other, with its key', async () => {
    const { usage, stored } = await setup();
    const late = { tenant: 'a', feature: 'f', tokens: 7n, at: NOON - 200 * DAY, idempotencyKey: 'k' };
    await usage.record([late]);
    expect(await pruneMeterEvents(store, { days: 90, now: NOON, signal })).toBe(0);
    expect(await usage.record([late])).toEqual({ accepted: 0, replayed: 1 });
    expect(await pruneMeterEvents(store, { days: 90, now: NOON + 91 * DAY, signal })).toBe(1);
    expect(await stored()).toEqual([]);
    expect(await reconcile(store)).toEqual([]);
  });
  it('names who does not add up, in events, minutes or periods', async () => {
    const { usage } = await setup();
    await usage.record(['a', 'b', 'c'].map((tenant) => ({ tenant, feature: 'f', tokens: 1n << 60n })));
    expect(await reconcile(store)).toEqual([]);
    await store.query('meter_events_prune', { before: NOON + 1, from: NOON, to: NOON + 1, limit: 1 });
    await store.query('store_meter_events', {
      tenants: [{ tenant: 'b', version: 1, period_start: 0 }],
      metered: [],
      minutes: [{ tenant: 'b', minute: NOON + 60, feature: 'f', high: 1, low: 0, events: 1 }],
      totals: [],
      now: NOON
    });
    expect(await reconcile(store)).toEqual([
      { tenant: 'b', part: 'minutes' },
      { tenant: 'b', part: 'totals' }
    ]);
  });

  async function setup() {
    const state = { now: NOON };
    const usage = createUsage({
      store,
      targets: createTargets([]),
      now: () => state.now,
      log: pino({ level: 'silent' })
    });
    for (const name of ['a', 'b', 'c']) await usage.saveTenant({ name, monthlyQuota: null });
    const stored = async () =>
      (await store.query('backup_meter_events', { after: {}, limit: 9 })).map(({ tokens }) => Number(tokens));
    return { usage, stored, state };
  }
});
