/** The story's jobs, audit and leases, and its end: a store without payments. */
import { keySet, type EventDraft } from '../../lib/server/platform/store/rows.ts';
import type { Statements, Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, TRACKED } from '../support/factories.ts';
import type { Ask } from './story.ts';

export async function tellOperations(store: Store, ask: Ask): Promise<void> {
  const job = { requested_by: 'test', arguments: '{}', holder: 'h', none_since: null };
  for (const [at, name] of ['Sync', 'audit', 'Sync'].entries())
    await ask('job_start', { ...job, id: `j${String(at)}`, name, now: at });
  await ask('job_progress', { id: 'j0', done: 3, total: null, now: 10 });
  await ask('job_finish', { id: 'j0', state: 'succeeded', error: null, result: '{}', now: 11, events: [] });
  await ask('job_finish', { id: 'j0', state: 'failed', error: 'late', result: null, now: 12, events: [] });
  await ask('job_start', { ...job, id: 'j3', name: 'Sync', now: 12 });
  await ask('job_finish', { id: 'j3', state: 'succeeded', error: null, result: null, now: 12, events: [] });
  for (const none_since of [12, 13])
    await ask('job_start', { ...job, id: `since-${String(none_since)}`, name: 'Sync', none_since, now: 14 });
  await ask('jobs_interrupted', { silent_since: 5, now: 13 });
  await ask('jobs_list', { limit: 10 });
  await ask('jobs_latest', {});
  for (const id of ['j1', 'missing']) await ask('job_by_id', { id });
  for (const limit of [1, 10]) {
    await ask('jobs_prune', { before: 100, routine_before: 100, limit });
    await ask('jobs_list', { limit: 10 });
  }
  for (const id of ['b', 'a', 'C'])
    await ask('audit_append', { id, now: 5, actor: 'x', client: 'y', action: 'z', detail: '{}', outcome: 'ok' });
  await ask('audit_list', { limit: 2 });
  const late = { actor: 'nobody', client: 'y', action: 'z', detail: '', outcome: 'refused' };
  for (const [now, id] of ['d', 'e', 'f', 'g'].entries()) await ask('audit_append', { id, now, ...late });
  for (const before of [0, 6]) {
    await ask('audit_prune', { keep: 5, before, limit: 1 });
    await ask('audit_prune', { keep: 2, before, limit: 10 });
    await ask('audit_list', { limit: 10 });
  }
  const [taken] = await ask('acquire_lease', { name: 'other', holder: 'a', now: 0, expires_at: 10 });
  await ask('renew_lease', { name: 'other', fence: taken!.fence, expires_at: 20 });
  await ask('release_lease', { name: 'other', fence: taken!.fence });
  await tellEpochs(ask);
  await tellEvents(store, ask);

  const lease = await leaseOf(store);
  for (const latest of [1_000_000_000_000, 10]) {
    await ask('future_rows', { today: '2026-03-01', latest });
    await ask('put_times_right', { ...lease, today: '2026-03-01', now: 9, latest });
    await ask('future_rows', { today: '2026-03-01', latest });
  }
  await ask('jobs_list', { limit: 10 });
  await ask('days_to_revalue', {});
  await ask('store_tracked', { ...lease, status: { tracked: { value: '[]' } }, kept: { [TRACKED]: 1 }, now: 15 });
  await ask('sync_cursors', {});
  await ask('reset_cursors', lease);
  await ask('sync_cursors', {});
  await ask('clear_revenue', lease);
  await ask('get_table_counts', {});
  await ask('get_app_analytics', { pattern: '', skip: 0, limit: 10 });
}

/** Events of several kinds, some told again; ends with a log that begins with its sixth. */
async function tellEvents(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'events');
  const event = (type: string, subject: string, over: Partial<EventDraft> = {}): EventDraft => ({
    ...{
      id: `${type}:${subject}`,
      type,
      subject,
      version: 1,
      height: null,
      at: 20,
      data: '{"é":1}',
      recurs: 0,
      ...over
    }
  });
  const status = { Marks: { value: '[]' } };
  const given = [event('a.b', 'Über', { height: 7 }), event('a.c', 'Über'), event('a.b', 'Über:x'), event('a.b', 'x')];
  await ask('tell', { ...lease, status, events: given, now: 20 });
  await ask('tell', { ...lease, status: {}, events: [], now: 21 });
  const again = [event('a.b', 'x'), event('a.c', 'Über', { recurs: 1, at: 30 }), event('a.b', 'new', { at: 30 })];
  await ask('tell', { ...lease, status: {}, events: again, now: 30 });
  await ask('event_head', {});
  for (const after of [0, 3, 99]) await ask('events_after', { after, limit: 4 });
  await ask('events_of_type', { type: 'a.b', after: 1, until: 5, limit: 10 });
  await ask('events_settled', { after: 0, until: 9, limit: 10 });
  for (const subject of ['Über', 'x', 'missing']) {
    await ask('events_of_subject', { types: keySet(['a.b', 'a.c']), subject, after: 0, until: 99, limit: 10 });
  }
  for (const limit of [2, 10]) {
    await ask('events_prune', { before: 30, limit });
    await ask('event_head', {});
  }
  await ask('events_after', { after: 0, limit: 10 });
  await tellWebhooks(ask, (...events) => ask('tell', { ...lease, status: {}, events, now: 40 }), event);
}

/** Two webhooks, one of them in order and one of a key that ends; attempts, what is redelivered, pruning; ends without them. */
async function tellWebhooks(
  ask: Ask,
  tell: (...events: EventDraft[]) => Promise<unknown>,
  event: (type: string, subject: string) => EventDraft
): Promise<void> {
  const wanted = {
    url: 'https://é.example/x',
    subjects: '{}',
    format: 'json',
    secret: 's',
    key_id: null,
    now: 40
  } as const;
  const key = {
    id: 'Ü',
    name: 'é',
    prefix: 'ftk_Ü',
    hash: 'h',
    scopes: '[]',
    plan: 'free',
    created_at: 1,
    expires_at: 42
  };
  await ask('add_api_key', key);
  await ask('webhook_create', { ...wanted, id: 'w1', types: '{"h.a":1,"h.b":1}', ordering: 'subject' });
  await ask('webhook_create', {
    ...wanted,
    id: 'w2',
    key_id: 'Ü',
    types: '{"h.a":1}',
    subjects: '{"one":1}',
    ordering: 'none'
  });
  await tell(event('h.a', 'one'), event('h.b', 'one'), event('h.c', 'one'), event('h.a', 'two'));
  for (const now of [41, 42]) await ask('deliveries_due', { now });
  const claim = { origin: 'https://é.example', most: 1, rate: 10, now: 41, until: 71 };
  const claimed = await ask('delivery_claim', { ...claim, webhook: 'w1', claim: 'c1' });
  await ask('delivery_claim', { ...claim, webhook: 'w1', claim: 'c2' });
  await ask('delivery_claim', { ...claim, webhook: 'w2', claim: 'c3', rate: 0 });
  await ask('events_by_seq', { seqs: keySet([...claimed.map(({ seq }) => String(seq)), '1']) });
  for (const body of ['{"é":1}', 'another']) {
    await ask('deliveries_freeze', { bodies: Object.fromEntries(claimed.map(({ id }) => [id, { body }])) });
  }
  const settled = {
    at: 41,
    duration_ms: 5,
    status: 500,
    outcome: 'answered 500',
    next_at: 42,
    now: 41,
    told: '{"é":1}',
    events: []
  };
  for (const [at, { id }] of claimed.entries()) {
    const state = at === 0 ? 'delivered' : 'pending';
    const to = { origin: 'https://é.example', effect: at === 0 ? 'answered' : 'refused' } as const;
    await ask('delivery_settle', { ...settled, ...to, id, claim: 'c1', attempt: `c1.${id}`, state });
    await ask('delivery_settle', { ...settled, ...to, id, claim: 'late', attempt: `late.${id}`, state: 'dead' });
  }
  await tellCircuit(ask, settled);
  await ask('delivery_add', { id: 'w1.test', webhook: 'w1', type: 'webhook.test', body: '{}', now: 42 });
  await ask('delivery_add', { id: 'none.test', webhook: 'none', type: 'webhook.test', body: '{}', now: 42 });
  for (const state of ['', 'pending']) await ask('deliveries_page', { webhook: 'w1', state, below: 99, limit: 10 });
  await ask('delivery_attempts_of', { deliveries: keySet([...claimed.map(({ id }) => id), 'missing']) });
  await ask('webhook_rotate', { id: 'w1', secret: 'new', until: 99 });
  await ask('webhook_state', { id: 'w2', state: 'paused' });
  for (const key_id of ['', 'Ü', 'none']) await ask('webhooks_list', { key_id });
  await ask('webhook_keys', { ids: { w1: 1, w2: 1, none: 1 } });
  await ask('deliveries_redeliver', { webhook: 'w1', id: '', from: 1, to: 99, now: 50 });
  await ask('deliveries_redeliver', { webhook: 'w1', id: 'missing', from: 0, to: 0, now: 50 });
  await ask('deliveries_prune', { before: 99, limit: 10 });
  for (const webhook of ['w1', 'w2']) await ask('deliveries_page', { webhook, state: '', below: 99, limit: 10 });
  for (const id of ['w1', 'w2', 'missing']) await ask('webhook_delete', { id });
}

/** A receiver that fails five times, is left alone, tried by one and found to be back. Its webhook has three deliveries. */
async function tellCircuit(
  ask: Ask,
  settled: Omit<Statements['delivery_settle']['args'], 'id' | 'claim' | 'origin' | 'effect' | 'attempt' | 'state'>
): Promise<void> {
  const target = { webhook: 'w1', origin: 'https://silent.example' };
  const settle = (claim: string, effect: 'silent' | 'refused', at = 41) =>
    ask('delivery_settle', {
      ...{ ...settled, origin: target.origin, now: at, next_at: at, state: 'pending' },
      ...{ effect, claim, id: `w1.test.${claim}`, attempt: `${claim}.${at}` }
    });
  for (let failed = 0; failed < 5; failed++) await settle(`f${failed}`, failed === 2 ? 'refused' : 'silent');
  await ask('delivery_add', { id: 'w1.test.1', webhook: 'w1', type: 'webhook.test', body: '{}', now: 42 });
  await ask('delivery_add', { id: 'w1.test.2', webhook: 'w1', type: 'webhook.test', body: '{}', now: 42 });
  const claim = { ...target, most: 9, rate: 10 };
  await ask('delivery_claim', { ...claim, claim: 'early', now: 340, until: 370 });
  await ask('delivery_claim', { ...claim, claim: '1', now: 341, until: 371 });
  await ask('delivery_claim', { ...claim, claim: 'other', now: 342, until: 372 });
  await settle('1', 'silent', 345);
  await ask('delivery_claim', { ...claim, claim: 'early', now: 644, until: 674 });
  await ask('delivery_claim', { ...claim, claim: '1', now: 645, until: 675 });
  await settle('1', 'refused', 646);
  await ask('delivery_claim', { ...claim, claim: 'back', now: 647, until: 677 });
  for (const id of ['w1.test.1', 'w1.test.2']) {
    const done = {
      ...settled,
      origin: target.origin,
      id,
      claim: 'back',
      attempt: `back.${id}`,
      effect: 'answered'
    } as const;
    await ask('delivery_settle', { ...done, state: 'delivered', now: 648 });
  }
  await ask('events_after', { after: 0, limit: 50 });
}

/** Ends with this database in use: the story goes on. */
async function tellEpochs(ask: Ask): Promise<void> {
  await ask('newest_epoch', {});
  const epochs = [
    { epoch: 2, is_active: 0, at: 5, reason: 'The other one' },
    { epoch: 1, is_active: 1, at: 6, reason: 'too late' },
    { epoch: 2, is_active: 1, at: 7, reason: 'decided already' }
  ] as const;
  for (const epoch of epochs) {
    await ask('begin_epoch', epoch);
    await ask('newest_epoch', {});
    await ask('acquire_lease', { name: 'other', holder: 'b', now: 100, expires_at: 110 });
  }
  await ask('begin_epoch', { epoch: 3, is_active: 1, at: 8, reason: '' });
  await ask('acquire_lease', { name: 'other', holder: 'b', now: 100, expires_at: 110 });
}
