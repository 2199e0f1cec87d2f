/**
 * Delivers what is due, each webhook by itself: one that is slow or dead delays no other.
 *
 * An attempt is claimed in the store, sent outside any transaction and settled in the store. A process that dies meanwhile
 * leaves a claim that ends by itself; the delivery is then tried again under its id. Bodies are put down before they are
 * sent for the first time, so an id always means the same bytes. Which receivers are left alone is known to the store, so
 * that replicas leave them alone together.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FinishedDelivery } from '../../../../contract/webhooks/events.ts';
import { retryAfterSeconds, verdictOf } from '../../../../domain/deliveries/retries.ts';
import { toldEvent } from '../../../platform/events/log.ts';
import type { Log } from '../../../platform/log.ts';
import { signatureHeaders } from '../../../platform/signing/sign.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { ClaimedDelivery, DueWebhook } from '../statements.ts';
import { bodyOf } from './body.ts';
import type { Answered, Targets } from './target.ts';

const RATE_PER_SECOND = 10;
/** Longer than an attempt can take. */
const CLAIM_SECONDS = 30;
const LOOK_EVERY_MS = 1_000;

export interface Dispatcher {
  /** Something may be due now. */
  nudge(): void;
  /** Begins to deliver. */
  begin(): void;
  /** Nothing new is begun; what is under way ends. */
  stop(): Promise<void>;
}

interface DispatcherDeps {
  store: Store;
  targets: Targets;
  /** Unix seconds. */
  now: () => number;
  random?: () => number;
  log: Log;
}

export function createDispatcher({ store, targets, now, random = Math.random, log }: DispatcherDeps): Dispatcher {
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  let wake = Promise.withResolvers<undefined>();
  let looking: Promise<void> = Promise.resolve();
  let nudges = 0;

  const settle = async (
    webhook: DueWebhook,
    { delivery, claim }: { delivery: ClaimedDelivery; claim: string },
    tried: Answered & { at: number; startedAt: number }
  ) => {
    const { status, outcome, at, startedAt } = tried;
    const { attempts, tried_since: since } = delivery;
    const retryAfter = retryAfterSeconds(tried.retryAfter, now());
    const verdict = verdictOf({ status, retryAfter, attempts, since, now: now(), random: random() });
    await store.query('delivery_settle', {
      id: delivery.id,
      claim,
      origin: new URL(webhook.url).origin,
      effect: status === null ? 'silent' : verdict.state === 'pending' ? 'refused' : 'answered',
      attempt: `${claim}.${delivery.id}`,
      state: verdict.state,
      next_at: verdict.state === 'pending' ? verdict.nextAt : 0,
      at,
      duration_ms: Math.round(performance.now() - startedAt),
      status,
      outcome,
      told: JSON.stringify({
        delivery: delivery.id,
        webhook: webhook.id,
        eventType: delivery.type,
        eventSeq: delivery.seq,
        attempts,
        status
      } satisfies FinishedDelivery),
      events: [],
      now: now()
    });
    if (verdict.state === 'dead') log.warn({ delivery: delivery.id, outcome }, 'delivery given up');
  };

  const attempt = async (webhook: DueWebhook, delivery: ClaimedDelivery & { body: string }, claim: string) => {
    const at = now();
    const startedAt = performance.now();
    const headers = signatureHeaders({ ...delivery, at }, secretsOf(webhook, at));
    const answered = await targets.send(webhook.url, { headers, body: delivery.body });
    await settle(webhook, { delivery, claim }, { ...answered, at, startedAt });
  };

  /** Resolves with false when nothing was claimed. */
  const deliverSome = async (webhook: DueWebhook): Promise<boolean> => {
    const claim = randomUUID();
    const claimed = await store.query('delivery_claim', {
      ...{ webhook: webhook.id, origin: new URL(webhook.url).origin, claim },
      ...{ most: RATE_PER_SECOND, rate: RATE_PER_SECOND },
      ...{ now: now(), until: now() + CLAIM_SECONDS }
    });
    if (claimed.length === 0) return false;
    const whole = await withBodies(webhook, claimed, claim);
    await Promise.all(whole.map((delivery) => attempt(webhook, delivery, claim)));
    return true;
  };

  const withBodies = async (webhook: DueWebhook, claimed: ClaimedDelivery[], claim: string) => {
    const fresh = claimed.filter(({ body }) => body === null);
    const events = new Map(
      fresh.length === 0
        ? []
        : (await store.query('events_by_seq', { seqs: keySet(fresh.map(({ seq }) => String(seq))) })).map((row) => [
            row.seq,
            bodyOf(toldEvent(row), webhook.format)
          ])
    );
    const bodies = Object.fromEntries(
      fresh.flatMap(({ id, seq }) => {
        const body = events.get(seq);
        return body === undefined ? [] : [[id, { body }]];
      })
    );
    if (Object.keys(bodies).length > 0) await store.query('deliveries_freeze', { bodies });
    const whole: (ClaimedDelivery & { body: string })[] = [];
    for (const delivery of claimed) {
      const body = delivery.body ?? bodies[delivery.id]?.body;
      if (body !== undefined) whole.push({ ...delivery, body });
      else {
        const gone = { status: 410, retryAfter: undefined, outcome: 'not sent: the event is no longer kept' };
        await settle(webhook, { delivery, claim }, { ...gone, at: now(), startedAt: performance.now() });
      }
    }
    return whole;
  };

  const serve = async (webhook: DueWebhook): Promise<void> => {
    while (!stopping.signal.aborted && (await deliverSome(webhook)));
  };

  const look = async (): Promise<void> => {
    for (const webhook of await store.query('deliveries_due', { now: now() })) {
      if (busy.has(webhook.id) || stopping.signal.aborted) continue;
      const nudgesBefore = nudges;
      const work = serve(webhook)
        .catch((err: unknown) => log.warn({ webhook: webhook.id, err }, 'deliveries not sent'))
        .finally(() => {
          busy.delete(webhook.id);
          // What came while it was served is not left to the next look.
          if (nudges !== nudgesBefore) wake.resolve(undefined);
        });
      busy.set(webhook.id, work);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      wake = Promise.withResolvers();
      await look().catch((err: unknown) => log.warn({ err }, 'deliveries not looked for'));
      const rest = new AbortController();
      const { signal } = rest;
      await Promise.race([wake.promise, pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)]);
      rest.abort();
    }
  };

  return {
    nudge() {
      nudges++;
      wake.resolve(undefined);
    },
    begin: () => void (looking = run()),
    async stop() {
      stopping.abort();
      wake.resolve(undefined);
      await looking;
      await Promise.all(busy.values());
    }
  };
}

function secretsOf({ secret, previous_secret, previous_until }: DueWebhook, now: number): string[] {
  const isOverlap = previous_secret !== null && previous_until !== null && now < previous_until;
  return isOverlap ? [secret, previous_secret] : [secret];
}
