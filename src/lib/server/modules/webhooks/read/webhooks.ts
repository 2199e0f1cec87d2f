/**
 * Webhooks and deliveries as whoever they belong to sees them: never a secret. A webhook whose key is over is paused, whatever
 * state was asked for.
 */
import type * as z from 'zod';
import type * as wire from '../../../../contract/webhooks/webhooks.ts';
import { NotFound } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { AttemptRow, DeliveryRow, WebhookRow, WebhookStanding } from '../statements.ts';

type Webhook = wire.Webhook;
type Deliveries = z.infer<wire.WebhookEndpoints['deliveries']['response']>;

/** Whose webhooks: a key's own, or with null all; `now`: unix seconds. */
export interface View {
  key: string | null;
  now: number;
}

export async function readWebhooks(store: Store, { key, now }: View): Promise<Webhook[]> {
  return (await store.query('webhooks_list', { key_id: key ?? '' })).map((row) => ({
    id: row.id,
    url: row.url,
    types: Object.keys(JSON.parse(row.types) as object),
    subjects: Object.keys(JSON.parse(row.subjects) as object),
    format: row.format,
    ordering: row.ordering,
    ...standingOf(row, now),
    createdAt: row.created_at,
    previousSecretUntil: row.previous_until,
    keyId: row.key_id,
    pending: row.pending,
    dead: row.dead
  }));
}

function standingOf(row: WebhookRow & WebhookStanding, now: number): Pick<Webhook, 'state' | 'pausedReason'> {
  const pausedReason = pauseOf(row, now);
  return { state: pausedReason === null ? 'active' : 'paused', pausedReason };
}

/** The statements that claim deliveries hold to the same rule. */
function pauseOf(row: WebhookRow & WebhookStanding, now: number): Webhook['pausedReason'] {
  const { key_id, known_key, key_revoked_at, key_expires_at, state } = row;
  if (key_id !== null && (known_key === null || key_revoked_at !== null)) return 'key_revoked';
  if (key_expires_at !== null && key_expires_at <= now) return 'key_expired';
  return state === 'paused' ? 'by_request' : null;
}

/** Throws NotFound. */
export async function readWebhook(store: Store, id: string, view: View): Promise<Webhook> {
  const found = (await readWebhooks(store, view)).find((each) => each.id === id);
  if (found === undefined) throw new NotFound('There is no such webhook.');
  return found;
}

interface Asked {
  /** Empty for all. */
  state: string;
  /** null for the newest. */
  below: number | null;
  limit: number;
}

export async function readDeliveries(
  store: Store,
  { webhook: { id: webhook }, asked: { state, below, limit } }: { webhook: Webhook; asked: Asked }
): Promise<Deliveries> {
  const from = below ?? Number.MAX_SAFE_INTEGER;
  const rows = await store.query('deliveries_page', { webhook, state, below: from, limit });
  const attempts = await store.query('delivery_attempts_of', { deliveries: keySet(rows.map(({ id }) => id)) });
  const perDelivery = Map.groupBy(attempts, ({ delivery_id }) => delivery_id);
  return {
    deliveries: rows.map((row) => delivered(row, perDelivery.get(row.id) ?? [])),
    next: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null
  };
}

function delivered(row: DeliveryRow, attempts: AttemptRow[]): Deliveries['deliveries'][number] {
  return {
    id: row.id,
    seq: row.seq,
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    state: row.state,
    createdAt: row.created_at,
    nextAttemptAt: row.state === 'pending' ? Math.max(row.next_at, row.created_at) : null,
    finishedAt: row.finished_at,
    attempts: attempts.map(({ at, duration_ms, status, outcome }) => ({ at, durationMs: duration_ms, status, outcome }))
  };
}
