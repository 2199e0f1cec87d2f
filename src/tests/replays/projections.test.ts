/** Replays of what follows from the ledger, and of metering. */
import { afterEach, expect, it } from 'vitest';
import { reconcile } from '../../lib/server/modules/usage/ingest/reconcile.ts';
import { leaseOf } from '../support/factories.ts';
import { allDays, allRows, project } from '../subscriptions/harness.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { replayOnce } from './harness.ts';
import { reconcile } from '../../lib/server/modules/usage/ingest/reconcile.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('mends subscriptions, links and days, and changes nothing where nothing is wrong', async () => {
  const { store } = await setup();
  await project(indexer);
  const right = [await allRows(store), await allDays(store)];
  await replayOnce(indexer, { projector: 'subscriptions' });
  expect(await state()).toMatchObject({ state: 'completed', changed_rows: 0 });

  const bought = [...(right[0] as Awaited<ReturnType<typeof allRows>>).values()].filter(
    (row) => row.outcome === 'bought'
  );
  const [wrong, gone] = [bought[3]!, bought[40]!];
  const days = right[1] as Awaited<ReturnType<typeof allDays>>;
  const lease = await leaseOf(store, 'subscriptions');
  const nothing = { links: [], gone_links: {}, rows: [], removed: {}, dirty_apps: {}, dirty_day: '', processed: [], events: [] };
  await store.query('store_subscriptions', {
    ...lease,
    ...nothing,
    rows: [{ ...wrong, deposit_sat: '1' }],
    removed: { [gone.id]: 1 },
    gone_links: { [bought[60]!.txid]: 1 }
  });
  const spoilt = days.map((day, index) => (index === 5 ? { ...day, cash_sat: '7' } : day));
  await store.query('store_subscription_days', { ...lease, from_date: days[0]!.date, days: spoilt, processed: [] });

  await replayOnce(indexer, { projector: 'subscriptions', dryRun: true });
  const { id } = await state();
  const keys = (await store.query('replay_changes', { id, after: '', limit: 100 })).map(({ key }) => key);
  for (const key of [`app:${wrong.app_name}`, `app:${gone.app_name}`, `tx:${bought[60]!.txid}`])
    expect(keys).toContain(key);
  expect(keys.some((key) => key.startsWith('days:'))).toBe(true);
  await replayOnce(indexer, { projector: 'subscriptions' });
  expect([await allRows(store), await allDays(store)]).toEqual(right);
});

it('mends minutes and periods of metering, to the last token', async () => {
  const { store } = await setup();
  const minute = 1_795_188_600;
  const tenant = { name: 'acme', kind: 'app', plan: 'alert', billing: '[]', slack_url: null, webhook: 'wh_0' } as const;
  const quota = { quota_high: null, quota_low: null, warn_high: null, warn_low: null };
  const periods = { version: 0, period_start: minute - 600, rebuilt: [], rebuilt_from: null, webhook: '' };
  await store.query('store_meter_tenant', { ...tenant, ...quota, ...periods, now: minute });
  const tokens = '9007199254740993';
  const event = (id: string, at: number) => ({ id, tenant: 'acme', feature: 'chat', tokens, at, body: null });
  const counted = (high: number, low: number, events: number) => ({ tenant: 'acme', high, low, events });
  const period = { period_start: minute - 600, period_end: minute + 600 };
  // The second event is in no sum.
  await store.query('store_meter_events', {
    tenants: [{ tenant: 'acme', version: 1, period_start: period.period_start }],
    metered: [event('a', minute), event('b', minute + 59), event('c', minute + 60)],
    minutes: [
      { ...counted(9, 7_199_254_740_993, 1), minute, feature: 'chat' },
      { ...counted(9, 7_199_254_740_993, 1), minute: minute + 60, feature: 'chat' }
    ],
    totals: [{ ...counted(18, 14_398_509_481_986, 2), ...period }],
    now: minute
  });
  expect(await reconcile(store)).not.toEqual([]);
  await replayOnce(indexer, { projector: 'usage' });
  expect(await state()).toMatchObject({ state: 'completed', changed_rows: 1 });
  expect(await reconcile(store)).toEqual([]);
  // Three times 9007199254740993.
  expect(await store.query('meter_used', { periods: [{ tenant: 'acme', period_start: period.period_start }] })).toEqual(
    [
      {
        tenant: 'acme',
        period_start: period.period_start,
        tokens_high: 27,
        tokens_low: 21_597_764_222_979,
        event_count: 3
      }
    ]
  );
  // What is no longer among the events stays as it was counted.
  await store.query('meter_events_prune', { before: minute + 60, from: 0, to: minute + 60, limit: 10 });
  const more = { ...counted(0, 5, 1), minute: minute + 120, feature: 'chat' };
  await store.query('store_meter_events', { tenants: [], metered: [], minutes: [more], totals: [], now: minute - 1 });
  await replayOnce(indexer, { projector: 'usage' });
  expect(await reconcile(store)).toEqual([]);
  expect(
    await store.query('meter_used', { periods: [{ tenant: 'acme', period_start: period.period_start }] })
  ).toMatchObject([{ tokens_high: 27, tokens_low: 21_597_764_222_979, event_count: 3 }]);
});

it('keeps the minutes whose events are no longer kept', async () => {
  const { store } = await setup();
  const minute = 1_795_188_600;
  const tenant = { name: 'acme', kind: 'app', plan: 'alert', billing: '[]', slack_url: null } as const;
  const quota = { quota_high: null, quota_low: null, warn_high: null, warn_low: null };
  const periods = { version: 0, period_start: minute - 600, rebuilt: [], rebuilt_from: null, webhook: '' };
  await store.query('store_meter_tenant', { ...tenant, ...quota, ...periods, now: minute });
  const event = (id: string, at: number) => ({ id, tenant: 'acme', feature: 'chat', tokens: '5', at, body: null });
  const counted = (low: number, events: number) => ({ tenant: 'acme', high: 0, low, events });
  const period = { period_start: minute - 600, period_end: minute + 600 };
  // The newer minute has lost one of its two events.
  await store.query('store_meter_events', {
    tenants: [{ tenant: 'acme', version: 1, period_start: period.period_start }],
    metered: [event('a', minute), event('b', minute + 60), event('c', minute + 61)],
    minutes: [
      { ...counted(5, 1), minute, feature: 'chat' },
      { ...counted(5, 1), minute: minute + 60, feature: 'chat' }
    ],
    totals: [{ ...counted(10, 2), ...period }],
    now: minute
  });
  const all = { before: minute + 60, from: 0, to: minute + 60, limit: 10 };
  expect(await store.query('meter_events_prune', all)).toEqual([{ at: minute }]);
  await replayOnce(indexer, { projector: 'usage' });
  expect(await store.query('meter_used', { periods: [{ tenant: 'acme', period_start: period.period_start }] })).toEqual([
    { tenant: 'acme', period_start: period.period_start, tokens_high: 0, tokens_low: 15, event_count: 3 }
  ]);
  expect(await reconcile(store)).toEqual([]);
});

async function setup() {
  indexer = await startIndexer({ payments: 300 });
  await indexer.sync();
  return indexer;
}

async function state() {
  const [row] = await indexer.store.query('replay_by_id', { id: '' });
  return row!;
}
