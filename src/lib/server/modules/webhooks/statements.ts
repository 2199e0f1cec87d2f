/** Statements of webhooks and their deliveries. */
import type { EventRow, KeySet, Telling } from '../../platform/store/rows.ts';

export type WebhookFormat = 'json' | 'slack' | 'discord';
export type DeliveryState = 'pending' | 'delivered' | 'dead';

/** Secrets stay below `send`: no answer but that of their making holds one. */
export interface WebhookRow {
  id: string;
  url: string;
  /** JSON of a KeySet. */
  types: string;
  subjects: string;
  format: WebhookFormat;
  ordering: 'subject' | 'none';
  state: 'active' | 'paused';
  secret: string;
  previous_secret: string | null;
  /** Unix seconds. */
  previous_until: number | null;
  created_at: number;
  /** Whose it is; null: the operator's. */
  key_id: string | null;
}

export interface WebhookStanding {
  pending: number;
  dead: number;
  /** null: it is the operator's, or its key is not there. */
  known_key: string | null;
  /** Unix seconds. */
  key_revoked_at: number | null;
  key_expires_at: number | null;
}

export type DueWebhook = Pick<
  WebhookRow,
  'id' | 'url' | 'format' | 'ordering' | 'secret' | 'previous_secret' | 'previous_until'
>;

export interface ClaimedDelivery {
  id: string;
  seq: number;
  event_id: string;
  type: string;
  subject: string;
  /** null: it was not tried before. */
  body: string | null;
  /** With the one that begins. */
  attempts: number;
  tried_since: number;
}

export interface DeliveryRow {
  id: string;
  seq: number;
  event_id: string;
  type: string;
  subject: string;
  state: DeliveryState;
  attempts: number;
  created_at: number;
  next_at: number;
  finished_at: number | null;
}

export interface AttemptRow {
  id: string;
  delivery_id: string;
  at: number;
  duration_ms: number;
  status: number | null;
  outcome: string;
}

export interface WebhookStatements {
  webhooks_list: { args: { key_id: string }; row: WebhookRow & WebhookStanding };
  webhook_keys: { args: { ids: KeySet }; row: Pick<WebhookRow, 'id' | 'key_id'> };
  webhook_create: {
    args: Pick<WebhookRow, 'id' | 'url' | 'types' | 'subjects' | 'format' | 'ordering' | 'secret' | 'key_id'> & {
      now: number;
    };
    row: never;
  };
  webhook_delete: { args: { id: string }; row: { id: string } };
  webhook_state: { args: { id: string; state: WebhookRow['state'] }; row: { id: string } };
  webhook_rotate: { args: { id: string; secret: string; until: number }; row: { id: string } };
  deliveries_due: { args: { now: number }; row: DueWebhook };
  delivery_claim: {
    args: { webhook: string; origin: string; claim: string; most: number; rate: number; now: number; until: number };
    row: ClaimedDelivery;
  };
  deliveries_freeze: { args: { bodies: Record<string, { body: string }> }; row: never };
  delivery_settle: {
    args: Telling & {
      id: string;
      claim: string;
      origin: string;
      effect: 'answered' | 'refused' | 'silent';
      attempt: string;
      state: DeliveryState;
      next_at: number;
      at: number;
      duration_ms: number;
      status: number | null;
      outcome: string;
      told: string;
      now: number;
    };
    row: never;
  };
  deliveries_page: { args: { webhook: string; state: string; below: number; limit: number }; row: DeliveryRow };
  delivery_attempts_of: { args: { deliveries: KeySet }; row: AttemptRow };
  deliveries_redeliver: {
    args: { webhook: string; id: string; from: number; to: number; now: number };
    row: { id: string };
  };
  delivery_add: { args: { id: string; webhook: string; type: string; body: string; now: number }; row: { id: string } };
  deliveries_prune: { args: { before: number; limit: number }; row: never };
  events_by_seq: { args: { seqs: KeySet }; row: EventRow };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends WebhookStatements {}
}
