/** Webhooks and deliveries as whoever they belong to sees them: never a secret. `key`: its own; null: all. */
import type * as z from 'zod';
import type * as wire from '../../../../contract/webhooks/webhooks.ts';
import { NotFound } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { AttemptRow, DeliveryRow } from '../statements.ts';

type Webhook = wire.Webhook;
type Deliveries = z.infer<wire.WebhookEndpoints['deliveries']['response']>;

export async function readWebhooks(store: Store, key: string | null): Promise<Webhook[]> {
  return (await store.query('webhooks_list', { key_id: key ?? '' })).map((row) => ({
    id: row.id,
    url: row.url,
    types: Object.keys(JSON.parse(row.types) as object),
    subjects: Object.keys(JSON.parse(row.subjects) as object),
    format: row.format,
    ordering: row.ordering,
    state: row.state,
    createdAt: row.created_at,
    previousSecretUntil: row.previous_until,
    keyId: row.key_id,
    pending: row.pending,
    dead: row.dead
  }));
}

/** Throws NotFound. */
export async function readWebhook(store: Store, id: string, key: string | null): Promise<Webhook> {
  const found = (await readWebhooks(store, key)).find((each) => each.id === id);
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
