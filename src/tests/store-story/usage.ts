/** The story's metering: tenants, events with sums past 63 bits, thresholds, a billing day that changes, what does not add up. */
import type { Statements } from '../../lib/server/platform/store/store.ts';
import type { Ask } from './story.ts';

const DAY = 86_400;
const tenant = {
  kind: 'app',
  plan: 'alert',
  billing: '[{"from":null,"day":1}]',
  quota_high: 1,
  quota_low: 0,
  warn_high: 0,
  warn_low: 800_000_000_000_000,
  slack_url: null,
  webhook: 'wh_0',
  period_start: 0,
  rebuilt: [],
  rebuilt_from: null
} as const;

type Event = { id: string; tenant: string; high: number; low: number; tokens: string; minute: number };

/** One event as a write: its minute, and its period, which begins at 0. */
function writeOf(
  { id, tenant: name, high, low, tokens, minute }: Event,
  version: number
): Statements['store_meter_events']['args'] {
  const counted = { tenant: name, high, low, events: 1 };
  return {
    tenants: [{ tenant: name, version, period_start: 0 }],
    metered: [{ id, tenant: name, feature: 'chat', tokens, at: minute + 7, body: 'b' }],
    minutes: [{ ...counted, minute, feature: 'chat' }],
    totals: [{ ...counted, period_start: 0, period_end: 31 * DAY }],
    now: 9
  };
}

export async function tellUsage(ask: Ask): Promise<void> {
  await ask('store_meter_tenant', { ...tenant, name: 'Ü', version: 0, now: 1 });
  await ask('store_meter_tenant', { ...tenant, name: 'b', version: 0, now: 1, plan: 'enforce' });
  const most = { high: 9_223, low: 372_036_854_775_807, tokens: '9223372036854775807' };
  const less = { high: 0, low: 799_999_999_999_999, tokens: '799999999999999' };
  for (const [at, amount] of [less, { high: 0, low: 1, tokens: '1' }, most, most].entries()) {
    await ask(
      'store_meter_events',
      writeOf({ id: `e${String(at)}`, tenant: 'Ü', minute: DAY + at * 60, ...amount }, 1)
    );
  }
  await ask('store_meter_events', writeOf({ id: 'e4', tenant: 'b', minute: 60, ...less }, 1));
  await ask('meter_events_known', { ids: { e0: 1, e3: 1, nothing: 1 } });
  await ask('meter_used', {
    periods: [
      { tenant: 'b', period_start: 0 },
      { tenant: 'Ü', period_start: 0 },
      { tenant: 'c', period_start: 0 }
    ]
  });
  await ask('meter_features', { tenant: 'Ü', from: 0, to: 31 * DAY });
  for (const feature of ['', 'chat', 'none'])
    await ask('meter_series', { tenant: 'Ü', feature, from: 0, to: 2 * DAY, step: 120, limit: 10 });
  await ask('meter_untold', { limit: 10 });
  const slack = { ...tenant, slack_url: 'https://hooks.test/1', version: 1, now: 10 };
  await ask('store_meter_tenant', { ...slack, name: 'b' });
  const crossing = { tenant: 'Ü', period_start: 0, threshold: 80, crossed_at: 9 } as const;
  const untold = { ...crossing, webhook: 'wh_0', subjects: '{"Ü":1}', secret: 'whsec_0' };
  await ask('tell_meter_threshold', { ...untold, now: 11, events: [] });
  await ask('meter_crossed', { tenant: 'Ü', period_start: 0 });
  await tellDrift(ask);
  await tellChanges(ask);
}

async function tellChanges(ask: Ask): Promise<void> {
  const larger = { ...tenant, name: 'Ü', quota_high: 30_000, warn_high: 24_000, warn_low: 0 };
  await ask('store_meter_tenant', { ...larger, version: 1, now: 12 });
  await ask('meter_crossed', { tenant: 'Ü', period_start: 0 });
  const cut = [
    { period_start: 0, period_end: DAY + 120 },
    { period_start: DAY + 120, period_end: 31 * DAY }
  ];
  await ask('store_meter_tenant', {
    ...tenant,
    name: 'Ü',
    version: 2,
    rebuilt: cut,
    rebuilt_from: 0,
    period_start: DAY + 120,
    now: 13
  });
  await ask('meter_used', { periods: cut.map(({ period_start }) => ({ tenant: 'Ü', period_start })) });
  await ask('meter_crossed', { tenant: 'Ü', period_start: DAY + 120 });
  await ask('meter_tenant', { name: 'Ü' });
  for (const after of ['', 'b']) await ask('meter_tenant_page', { kind: '', pattern: '', after, limit: 10 });
  await ask('meter_tenant_page', { kind: 'app', pattern: '%B%'.toLowerCase(), after: '', limit: 1 });
  await tellDrift(ask);
}

/** What does not add up, and what is left when old events are gone. */
async function tellDrift(ask: Ask): Promise<void> {
  for (const after of ['', 'b']) await ask('meter_drift_totals', { after, limit: 10 });
  for (const from of [0, DAY, DAY + 60]) {
    await ask('meter_next_event', { from });
    await ask('meter_drift_minutes', { from, to: from + 120 });
  }
  await ask('meter_floor', {});
  await ask('meter_events_prune', { before: 8, from: 0, to: 2 * DAY, limit: 10 });
  await ask('meter_events_prune', { before: 120, from: 0, to: 120, limit: 10 });
  await ask('meter_floor', {});
}
