/** Test support: dispatchers, as of several replicas, on one store, and a receiver; one clock serves them. */
import { pino } from 'pino';
import { afterEach } from 'vitest';
import { sourceFailing } from '../../lib/contract/health/events.ts';
import { paymentSeen } from '../../lib/contract/ledger/events.ts';
import { createDispatcher, createTargets, createWebhookDesk } from '../../lib/server/modules/webhooks/module.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { EventDraft } from '../../lib/server/platform/store/rows.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import { startReceiver } from './receiver.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

export async function startWebhooks({ replicas = 1 }: { replicas?: number } = {}) {
  const store = await openSqlite(':memory:');
  stops.push(() => store.close());
  const clock = { now: Math.floor(Date.now() / 1_000) };
  const now = () => clock.now;
  const targets = createTargets(['127.0.0.0/8', '::1/128']);
  stops.push(() => targets.close());
  const all = Array.from({ length: replicas }, () => {
    const made = createDispatcher({ store, targets, now, random: () => 0, log: pino({ level: 'silent' }) });
    made.begin();
    stops.push(() => made.stop());
    return made;
  });
  const nudge = () => all.forEach((each) => each.nudge());
  const desk = createWebhookDesk({ store, targets, now, nudge });
  const receiver = await startReceiver();
  stops.push(() => receiver.close());
  const tell = async (...events: EventDraft[]) => {
    // Events of today: a delivery is tried for a day.
    const today = events.map((each) => ({ ...each, at: clock.now }));
    await store.query('tell', { ...(await leaseOf(store, 'events')), status: {}, events: today, now: NOON });
    nudge();
  };
  const pass = (seconds: number) => {
    clock.now += seconds;
    nudge();
  };
  return { store, clock, desk, receiver, targets, tell, pass, nudge };
}

export const wanted = (url: string) => ({ url, format: 'json', ordering: 'subject' }) as const;
export const txid = (at: number) => at.toString(16).padStart(64, '0');
export const payment = (at: number) => eventOf(paymentSeen, { ...paymentSeen.example, txid: txid(at) }, { at: NOON });
export const failing = (source: string) =>
  eventOf(sourceFailing, { source, since: 5, lastSuccess: null, reason: null }, { at: NOON, of: '5' });
