/** The story's figures with a meaning: what is read for them, what is kept of a day. */
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import { dayOf } from './payments.ts';
import type { Ask } from './story.ts';

export async function tellInsights(store: Store, ask: Ask): Promise<void> {
  const span = { start: dayOf(40), end: dayOf(0) };
  const names = keySet(['shop', 'Shop', 'new', 'app3', 'app4', 'Ärger', 'missing']);
  for (const name of ['apps_now', 'places_now', 'nodes_now', 'revenue_months'] as const) await ask(name, {});
  await ask('registrations_of', { names });
  await ask('newest_messages_of', { names });
  await ask('newest_messages_of', { names: {} });
  for (const days of [span, { start: dayOf(20), end: dayOf(10) }]) {
    await ask('revenue_of_apps', days);
    await ask('revenue_of_payers', days);
    await ask('revenue_of_sources', days);
    await ask('bought_on_days', days);
  }
  for (const app_name of Object.keys(names)) await ask('message_orders', { app_name });
  const first = { app_name: '', height: -1, hash: '' };
  const last = (await ask('message_terms', { ...first, limit: 3 })).at(-1);
  const { app_name, height, hash } = last ?? first;
  await ask('message_terms', { app_name, height, hash, limit: 1_000 });

  const lease = await leaseOf(store, 'snapshots');
  const part = (figure: string, name: string, value: number, date = dayOf(1)) => ({ date, figure, part: name, value });
  await ask('store_insight_days', {
    ...lease,
    rows: [part('fill', 'running', 9_007_199_254_740_991), part('fill', 'ordered', 7), part('Demand', 'EU.cores', 0)]
  });
  // What a day has stays as it is, a figure that is new to it is added.
  await ask('store_insight_days', {
    ...lease,
    rows: [
      part('fill', 'running', 1),
      part('fill', 'known', 1),
      part('expired', 'apps', 2),
      part('fill', 'ordered', 8, dayOf(0))
    ]
  });
  await ask('insight_figures_of', { date: dayOf(1) });
  await ask('insight_figures_of', { date: dayOf(2) });
  await ask('insight_days_between', { figure: 'fill', ...span });
  await ask('insight_days_between', { figure: 'demand', ...span });

  await tellReports(store, ask);
  await tellServiceDays(store, ask);
  const insights = await leaseOf(store, 'insights');
  const days = { [dayOf(2)]: { count: 2, sat: '9007199254740993' }, [dayOf(1)]: { count: 1, sat: '90000000' } };
  const read = { address: 't1A', days, from_height: 100, to_height: 200, from_date: dayOf(3), read_at: NOON } as const;
  await ask('store_earnings', { ...insights, ...read, is_first: 1 });
  await ask('store_earnings', {
    ...insights,
    ...read,
    from_height: 201,
    to_height: 300,
    from_date: dayOf(1),
    is_first: 0
  });
  await ask('store_earnings', { ...insights, ...read, address: 't3B', is_first: 0 });
  await ask('earnings_address', { address: 't1A' });
  await ask('earnings_of', { address: 't1A' });
  await ask('store_earnings', { ...insights, ...read, days: {}, is_first: 1 });
  await ask('earnings_of', { address: 't1A' });
  await ask('earnings_of', { address: 't3B' });
  const coinbase = { height: 3_141_500, block_hash: 'b1', block_time: NOON, outputs: '[["t1A","90000000"]]' };
  await ask('store_coinbase', { ...insights, ...coinbase });
  await ask('store_coinbase', { ...insights, ...coinbase, block_hash: 'b2' });
  await ask('store_coinbase', { ...insights, ...coinbase, height: 3_141_400 });
  await ask('newest_coinbases', { limit: 1 });
  await ask('newest_coinbases', { limit: 9 });
}

async function tellServiceDays(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'insights');
  const look = { kind: 'source', name: 'Ärger', date: dayOf(1), good: 1, bad: 0, answers: 1, ms: 250 } as const;
  const span = { start: dayOf(3), end: dayOf(0) };
  await ask('store_service_days', {
    ...lease,
    rows: [look, { ...look, kind: 'job', name: 'census', answers: 0, ms: 0 }]
  });
  // The same day again adds up; a slower answer is the slowest.
  await ask('store_service_days', { ...lease, rows: [{ ...look, good: 0, bad: 1, ms: 90 }] });
  await ask('store_service_days', {
    ...lease,
    rows: [
      { ...look, ms: 4_000_000_000 },
      { ...look, date: dayOf(3) }
    ]
  });
  await ask('store_service_days', { ...lease, rows: [] });
  await ask('service_days_between', span);
  await ask('service_days_prune', { ...lease, before: dayOf(2) });
  await ask('service_days_between', span);
}

async function tellReports(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'insights');
  const rule = {
    rule: 'fill-below',
    threshold: '70.5',
    has_threshold: 1,
    silenced_until: null,
    has_silence: 0
  } as const;
  await ask('set_alert_rule', { ...rule, now: NOON });
  await ask('set_alert_rule', {
    ...rule,
    threshold: null,
    has_threshold: 0,
    silenced_until: NOON + 60,
    has_silence: 1,
    now: NOON + 1
  });
  await ask('alert_rules_all', {});
  const alert = {
    rule: 'fill-below',
    subject: '',
    detail: '{"message":"Low"}',
    is_silenced: 0,
    is_closed: 0,
    events: []
  } as const;
  const at = (now: number, opened_id = '') => ({ ...lease, ...alert, state: `{"at":${now}}`, opened_id, now });
  await ask('store_alert_state', at(NOON));
  await ask('store_alert_state', at(NOON + 1, 'fill-below::1'));
  // Open already: neither the same nor another one.
  await ask('store_alert_state', at(NOON + 1, 'fill-below::1'));
  await ask('store_alert_state', at(NOON + 2, 'fill-below::2'));
  await ask('store_alert_state', { ...at(NOON + 3, 'tier-drop:Ä:3'), rule: 'tier-drop', subject: 'Ä', is_silenced: 1 });
  await ask('alerts_latest', { limit: 5 });
  await ask('alerts_open', {});
  await ask('store_alert_state', { ...at(NOON + 4), is_closed: 1 });
  await ask('store_alert_state', at(NOON + 5, 'fill-below::5'));
  await ask('alert_states_all', {});
  await ask('alerts_latest', { limit: 2 });
  await ask('alerts_prune', { ...lease, before: NOON + 4 });
  await ask('alerts_latest', { limit: 5 });
  await ask('alerts_prune', { ...lease, before: NOON + 5 });
  await ask('alerts_latest', { limit: 5 });
  const report = { ...lease, period: 'weekly', end_date: dayOf(3), body: '{"a":1}', now: NOON, events: [] } as const;
  await ask('store_report', report);
  await ask('store_report', { ...report, body: '{"a":2}' });
  await ask('store_report', { ...report, end_date: dayOf(10) });
  await ask('store_report', { ...report, period: 'daily' });
  await ask('reports_made', {});
}
