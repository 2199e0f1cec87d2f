/** The story's proofs: what stands still, and what is made again. */
import { keySet, type PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keyed, leaseOf, NOON, noPayments, payment, plant, txidOf } from '../support/factories.ts';
import type { Ask } from './story.ts';

export async function tellProofs(store: Store, ask: Ask): Promise<void> {
  await tellStalls(store, ask);
  await tellDrift(store, ask);
  await tellReplays(store, ask);
  await tellIntegrity(store, ask);
}

async function tellStalls(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'events');
  const stalled = { id: 'source.stalled:chain:1', type: 'source.stalled', version: 1, subject: 'chain', height: null };
  const events = [{ ...stalled, at: NOON, data: '{}', recurs: 1 as const }];
  const silent = (since: number) => ({ since, recovered_at: null });
  const latch = (stalls: Record<string, { since: number; recovered_at: number | null }>, now: number) =>
    ask('store_source_stalls', { ...lease, stalls, events, now });
  await latch({ chain: silent(NOON), Blockbook: silent(NOON - 9) }, NOON + 300);
  await ask('source_stalls', {});
  // It keeps the time at which it was latched first.
  await latch({ chain: { since: NOON, recovered_at: NOON + 400 } }, NOON + 410);
  await latch({ chain: silent(NOON + 400) }, NOON + 900);
  await ask('source_stalls', {});
  await ask('clear_source_stall', { source: 'chain', since: NOON });
  await ask('clear_source_stall', { source: 'chain', since: NOON + 400 });
  await ask('source_stalls', {});
  await ask('events_of_type', { type: 'source.stalled', after: 0, until: Number.MAX_SAFE_INTEGER, limit: 9 });
}

/** A document changes, is stored by two processes, accepted, and changes again. */
async function tellDrift(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'events');
  const shape = (revision: number, drift: Partial<typeof opened> | null) => ({
    source: 'stats',
    revision,
    baseline: `{"looks":${revision}}`,
    last_good_at: revision === 0 ? null : NOON,
    drift: drift && { ...opened, ...drift }
  });
  const opened = {
    opened_at: NOON,
    closed_at: null as number | null,
    closed_by: null as 'shape' | null,
    is_frozen: 1 as 0 | 1,
    changes: '[]',
    sample: '"é \\" x"',
    candidate: '{}',
    stable_since: NOON,
    last_good_at: null as number | null
  };
  const write = (shapes: Record<string, ReturnType<typeof shape>>, now: number) =>
    ask('store_source_shapes', { ...lease, shapes, now });
  await write({ containers: shape(0, null), machines: shape(0, {}) }, NOON);
  await write(
    { containers: shape(1, { last_good_at: NOON }), machines: shape(1, { opened_at: NOON, changes: '[1]' }) },
    NOON + 9
  );
  // Of a process that has not seen that: neither row changes.
  await write(
    { containers: shape(1, { opened_at: NOON + 5 }), machines: shape(7, { closed_at: NOON + 6 }) },
    NOON + 10
  );
  await ask('source_drifts', { limit: 100 });
  await write({ machines: shape(2, { closed_at: NOON + 20, closed_by: 'shape', is_frozen: 0 }) }, NOON + 20);
  await ask('accept_source_drift', {
    baselines: { containers: { baseline: '{"new":1}' }, nobody: { baseline: '{}' } },
    now: NOON + 30
  });
  await ask('accept_source_drift', { baselines: { containers: { baseline: '{"new":2}' } }, now: NOON + 31 });
  for (const document of ['containers', 'machines', 'nobody']) {
    await ask('source_shape', { document });
    await ask('source_drift_newest', { document });
  }
  await write({ machines: shape(3, { opened_at: NOON + 40 }) }, NOON + 40);
  await ask('source_drift_newest', { document: 'machines' });
  await ask('source_drifts', { limit: 2 });
}

/** A replay that finds what the story has spoilt, is resumed, and puts things right. */
async function tellReplays(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'replays');
  const begin = (id: string, projector: string) =>
    ask('replay_begin', {
      ...lease,
      id,
      projector,
      from_height: null,
      to_height: 2_200_000,
      batch_size: 100,
      is_dry_run: 0,
      total_rows: 3,
      now: NOON
    });
  await plant(store, { payments: [1, 2, 3].map(storyPayment) });
  const before = keyed([1, 2].map(storyPayment));
  for (const part of ['days', 'ranges', 'apps', 'payers'] as const) {
    await ask('rollup_keys', { part, after: '', limit: 1_000 });
    await ask('rollup_keys', { part, after: part === 'ranges' ? '1999' : 'm', limit: 2 });
  }
  await ask('rollup_counts', {});
  await ask('replay_fact_count', { from: 0, to: 2_147_483_646 });
  await ask('replay_subscription_keys', { kind: 'tx', after: '', limit: 1_000 });
  await ask('replay_subscription_keys', { kind: 'app', after: '', limit: 1_000 });
  await ask('replay_subscription_counts', {});
  await ask('meter_replay_count', {});
  await ask('replay_untold_payments', { since: 0, after_key: '-1', limit: 1_000 });

  await begin('first', 'payments');
  await begin('second', 'daily');
  await ask('replay_open', {});
  const [wrong, gone] = before as [PaymentRow, PaymentRow];
  const told = { id: 'payment.changed:x', type: 'payment.changed', version: 1, subject: wrong.txid, height: 1, at: 1 };
  const events = JSON.stringify({ 0: { ...told, data: '{}', recurs: 1 } });
  const rows = {
    [wrong.txid]: {
      height: 1,
      before: JSON.stringify(wrong),
      after: JSON.stringify({ ...wrong, amount_sat: '9' }),
      events
    },
    [gone.txid]: { height: 2, before: JSON.stringify(gone), after: null, events: '{}' },
    stale: { height: 3, before: JSON.stringify({ ...gone, txid: 'stale' }), after: null, events: '{}' },
    'apps:ghost': { height: null, before: null, after: '{"app_name":"ghost"}', events: '{}' }
  };
  await ask('replay_store', { ...lease, id: 'first', rows, cursor: '7', count: 3 });
  await ask('replay_resume', { ...lease, id: 'first', job_id: 'later', now: NOON + 5 });
  await ask('replay_store', { ...lease, id: 'first', rows: {}, cursor: '9', count: 2 });
  await ask('replay_by_id', { id: 'first' });
  await ask('replay_changes', { id: 'first', after: '', limit: 1_000 });
  const revenue = await leaseOf(store, 'revenue');
  await ask('replay_check_ledger', { ...revenue, id: 'first' });
  await ask('replay_stale', { id: 'first' });
  await ask('replay_drop_stale', { ...revenue, id: 'first' });
  await ask('exchange_ledger', { ...revenue, id: 'first', events: [], now: NOON + 9 });
  await ask('replay_by_id', { id: '' });
  await ask('rollup_days', {});
  await ask('rollup_apps', {});
  await ask('events_of_type', { type: 'payment.changed', after: 0, until: Number.MAX_SAFE_INTEGER, limit: 9 });
  await askDrift(ask);
  // Sums that no payment bears out.
  await store.query('store_payments', { ...noPayments, ...revenue, removed_payments: keySet([wrong.txid]) });
  await askDrift(ask);

  await begin('third', 'subscriptions');
  const marked = { height: null, before: null, after: '{"kind":"app","key":"shop"}', events: '{}' };
  await ask('replay_store', { ...lease, id: 'third', rows: { 'app:shop': marked }, cursor: 'a', count: 1 });
  await ask('replay_mark_subscriptions', { ...lease, id: 'third' });
  await ask('subscription_changes_next', { kind: 'app', limit: 1_000 });
  await ask('replay_finish', { ...lease, id: 'third', state: 'failed', error: 'no reason', now: NOON });

  await ask('meter_replay_drift', { limit: 1_000 });
  await begin('fourth', 'usage');
  const tenant = { height: null, before: null, after: '{"tenant":"acme"}', events: '{}' };
  await ask('replay_store', { ...lease, id: 'fourth', rows: { 'tenant:acme': tenant }, cursor: 'a', count: 1 });
  await ask('exchange_usage', { ...lease, id: 'fourth', now: NOON });
  await ask('meter_replay_drift', { limit: 1_000 });
  await ask('replay_by_id', { id: '' });
}

async function askDrift(ask: Ask): Promise<void> {
  const keys = async (part: 'days' | 'ranges' | 'apps' | 'payers') =>
    keySet((await ask('rollup_keys', { part, after: '', limit: 1_000 })).map(({ key }) => key));
  await ask('rollup_drift_days', { keys: await keys('days') });
  const ranges = Object.keys(await keys('ranges')).map((key) => String(Number(key)));
  await ask('rollup_drift_ranges', { keys: keySet(ranges) });
  await ask('rollup_drift_apps', { keys: await keys('apps') });
  await ask('rollup_drift_payers', { keys: await keys('payers') });
}

const storyPayment = (seed: number) =>
  payment({ txid: txidOf(90_000 + seed), block_height: 2_000_000 + seed, from_address: `t1Story${seed}` });

async function tellIntegrity(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'proofs');
  const check = (name: string, findings: Record<string, { expected: string; found: string }>, now: number) =>
    ask('store_integrity', {
      ...lease,
      name,
      row_count: 9_007_199_254_740_991,
      differences: Object.keys(findings).length,
      note: name === 'events' ? 'not made' : null,
      findings,
      now
    });
  await check('rollups', { a: { expected: '1', found: '2' }, b: { expected: '1', found: 'none' } }, NOON);
  await check('events', {}, NOON);
  await check('rollups', { b: { expected: '1', found: '3' }, c: { expected: '', found: '1' } }, NOON + 9);
  await ask('integrity_checks', {});
  await ask('integrity_findings', { limit: 10 });
  await ask('event_gaps', {});
}
