/**
 * The story's subscriptions: an app that is renewed, cancelled and taken back, payments that bought nothing, and everything
 * that is read of them. The projector asks by itself, one question after another, so that two stores are told the same.
 */
import { projectSubscriptions } from '../../lib/server/modules/subscriptions/ingest/project.ts';
import type { AppMessageRow, FactRow, PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { StatementName, Store } from '../../lib/server/platform/store/store.ts';
import { defaultPayers } from '../../lib/domain/payments/payments.ts';
import { pino } from 'pino';
import { keyed, leaseOf, NOON, noPayments, payment, TRACKED, txidOf } from '../support/factories.ts';
import type { Ask } from './story.ts';

/** How often something was marked is the engine's own; these are asked once more by hand. */
const OF_THE_RUN = new Set<StatementName>([
  'subscription_changes_next',
  'store_subscriptions',
  'store_subscription_days'
]);

const FIRST = 2_100_000;
const timeOf = (height: number) => NOON - 40 * 86_400 + (height - FIRST) * 30;
const hashOf = (number: number) => txidOf(9_000 + number);

export async function tellSubscriptions(store: Store, ask: Ask): Promise<void> {
  const revenue = await leaseOf(store);
  const paid = [
    [0, FIRST, 0],
    [1, FIRST + 44_000, 1],
    [2, FIRST + 50_000, 1],
    [3, FIRST + 60_000, 7],
    [4, FIRST + 70_000, 2],
    [5, FIRST + 70_000, 3]
  ] as const;
  const facts = paid.map(([number, height, message]) => fact(number, height, hashOf(message)));
  const payments = keyed(paid.map(([number, height]) => paymentOf(number, height)));
  const messages = {
    [hashOf(0)]: message({ type: 'register', height: FIRST }),
    [hashOf(1)]: message({ height: FIRST + 44_000 }),
    [hashOf(2)]: message({ height: FIRST + 70_000, expire: 100 }),
    [hashOf(3)]: message({
      app_name: 'other',
      type: 'register',
      height: FIRST + 70_000,
      owner: '0xAb',
      is_encrypted: 1
    }),
    [hashOf(4)]: message({ app_name: 'other', height: 1_500_000, txid: txidOf(8_999) })
  };
  const status = { tip: FIRST + 80_000, tipTime: timeOf(FIRST + 80_000), completedAt: NOON, complete: true };
  await ask('store_app_messages', { ...revenue, messages, status: {}, now: NOON });
  const write = { ...noPayments, ...revenue, status: { revenue: { value: JSON.stringify(status) } } };
  const affected = keySet(payments.map(({ txid }) => txid));
  await ask('store_payments', { ...write, facts, payments, affected });
  const project = projector(store, ask);
  await project();
  await tellReads(ask);
  const gone = { removed_facts: keySet([facts[4]!.txid]), removed_payments: keySet([facts[4]!.txid]) };
  const old = { id: 'r', txid: facts[4]!.txid, old_height: FIRST + 70_000, new_height: null, amount_sat: '5' };
  await ask('store_payments', { ...write, ...gone, affected: gone.removed_payments, reorgs: [old] });
  await project();
  await tellReads(ask);
  await ask('mark_subscriptions', await leaseOf(store, 'subscriptions'));
  await project();
  await tellAgreements(ask);
}

function projector(store: Store, ask: Ask): () => Promise<void> {
  let turn: Promise<unknown> = Promise.resolve();
  const serial: Store = {
    query(name, args) {
      const answer = turn.then(() => (OF_THE_RUN.has(name) ? store.query(name, args) : ask(name, args)));
      turn = answer.catch(() => undefined);
      return answer;
    },
    close: () => Promise.resolve()
  };
  const deps = {
    store: serial,
    rules: { tracked: new Set([TRACKED]), ...defaultPayers },
    appMessages: { all: () => Promise.reject(new Error('not asked')), byHash: () => Promise.resolve(null) },
    asked: new Map<string, number>(),
    now: () => NOON,
    elapsed: () => 0,
    log: pino({ level: 'silent' })
  };
  const { signal } = new AbortController();
  return async () => {
    const lease = await leaseOf(store, 'subscriptions');
    await projectSubscriptions(deps, { lease, signal, progress: () => undefined });
    for (const kind of ['tx', 'app', 'days'] as const) await ask('subscription_changes_next', { kind, limit: 5 });
    await ask('store_subscriptions', { ...lease, ...emptyWrite });
    await ask('store_subscription_days', { ...lease, from_date: '2030-01-01', days: [], processed: [] });
    await ask('free_updates_unknown', { from_time: 0, limit: 5 });
  };
}

const emptyWrite = {
  links: [],
  gone_links: {},
  rows: [],
  removed: {},
  dirty_apps: {},
  dirty_day: '',
  processed: [],
  events: []
};

async function tellReads(ask: Ask): Promise<void> {
  const tip = FIRST + 80_000;
  const none = { app: '', sender: '', owner: '', recipient: '', status: '', at_height: tip, at_time: timeOf(tip) };
  const all = { ...none, by: 'all' as const };
  const newest = { height: 9_000_000, id: '~', limit: 3 };
  await ask('subscriptions_newest', { ...all, ...newest });
  await ask('subscriptions_newest', { ...all, ...newest, height: FIRST + 60_000, id: '' });
  await ask('subscriptions_newest', { ...all, by: 'app', app: 'chained', ...newest });
  await ask('subscriptions_newest', { ...all, by: 'sender', sender: 't1Buyer', status: 'cancelled', ...newest });
  await ask('subscriptions_newest', { ...all, by: 'owner', owner: '0xAb', ...newest });
  await ask('subscriptions_newest', { ...all, by: 'recipient', recipient: TRACKED, at_height: FIRST + 1, ...newest });
  const ends = { from_height: FIRST, to_height: tip + 90_000, from_time: NOON, to_time: NOON + 1, limit: 2 };
  for (const after of ['', txidOf(8_000)]) await ask('subscriptions_ending', { ...ends, after });
  await ask('subscriptions_oldest', { ...all, height: -1, id: '', limit: 4 });
  for (const status of ['', 'active', 'completed', 'cancelled']) await ask('subscriptions_count', { ...all, status });
  const id = `${txidOf(8_000)}:${hashOf(0)}`;
  await ask('subscription_by_id', { id });
  await ask('subscriptions_of_app', { app_name: 'chained' });
  await ask('subscription_nothing', {});
  await ask('subscriptions_cancelled', { id: '', limit: 9 });
  await ask('subscription_days_between', { start: '2026-01-01', end: '2026-12-31' });
  await ask('subscription_day_at', { date: '', height: FIRST + 5_000 });
  await ask('subscription_day_at', { date: '2026-02-20', height: 0 });
  await ask('subscription_totals', {});
  await ask('subscription_outcomes', { tip, grace: 20_160, blocks: 86_400 });
  await ask('network_lives_at', { height: FIRST + 1, time: timeOf(FIRST + 1), with_owners: 0 });
  await ask('network_lives_at', { height: FIRST + 75_000, time: timeOf(FIRST + 75_000), with_owners: 1 });
  await ask('network_observed_at', { time: NOON });
  await ask('app_spec_at', { app_name: 'chained', height: FIRST + 50_000 });
  await ask('app_revenue_until', { app_name: 'chained', height: FIRST + 50_000 });
  await ask('app_revenue_until', { app_name: 'chained', height: 1 });
  await ask('places_of_app_at', { app_name: 'chained', time: NOON });
  await ask('apps_observed_since', {});
}

async function tellAgreements(ask: Ask): Promise<void> {
  const agreement = {
    id: 'agr_1',
    idempotency_key: 'k',
    body_hash: 'h',
    sender: 'a',
    recipient: 'b',
    deposit_sat: '9007199254740993',
    rate_e18: '123456789012345678901234567890',
    start_time: NOON,
    end_time: NOON + 10,
    note: '',
    created_at: NOON
  };
  await ask('store_agreement', { agreement: [agreement] });
  await ask('store_agreement', { agreement: [{ ...agreement, id: 'agr_2' }] });
  await ask('agreement_of', { id: '', key: 'k' });
  await ask('end_agreement', { id: 'agr_1', now: NOON + 5 });
  await ask('end_agreement', { id: 'agr_1', now: NOON + 6 });
  await ask('agreements_all', {});
  await ask('backup_stream_agreements', { after: {}, limit: 9 });
}

function fact(number: number, height: number, hash: string): FactRow {
  const script = `6a40${Buffer.from(hash, 'latin1').toString('hex')}`;
  const payload = JSON.stringify({ p: 't1Buyer', o: [[TRACKED, '150000000']], r: [script] });
  return { txid: txidOf(8_000 + number), height, block_hash: 'b10c', block_time: timeOf(height), payload };
}

function paymentOf(number: number, block_height: number): Omit<PaymentRow, 'sort_key'> {
  return payment({ txid: txidOf(8_000 + number), block_height, block_time: timeOf(block_height), app_name: 'chained' });
}

function message(over: Partial<AppMessageRow>): AppMessageRow {
  return {
    type: 'update',
    txid: null,
    height: FIRST,
    value_sat: null,
    timestamp_ms: null,
    app_name: 'chained',
    owner: '1Owner',
    spec_version: 8,
    components: JSON.stringify([{ name: 'c', repotag: 'a/b', cpu: 0.5, ramMb: 500, hddGb: 5 }]),
    instances: 3,
    expire: 88_000,
    end_time: null,
    geolocation: '[]',
    is_encrypted: 0,
    ...over
  };
}
