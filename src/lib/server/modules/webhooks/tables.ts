/** Webhooks, their deliveries and the attempts of these. A backup keeps the webhooks; what was to be delivered is of the installation. */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const webhookTables = {
  webhooks: {
    backup: 'rows',
    key: ['id'],
    columns: {
      id: text,
      url: text,
      types: text,
      subjects: text,
      format: text,
      ordering: text,
      state: text,
      secret: text,
      previous_secret: text,
      previous_until: bigint,
      created_at: bigint,
      key_id: text
    }
  },
  deliveries: {
    backup: 'installation',
    key: ['id'],
    columns: {
      id: text,
      webhook_id: text,
      seq: bigint,
      event_id: text,
      type: text,
      subject: text,
      body: text,
      state: text,
      attempts: integer,
      created_at: bigint,
      tried_since: bigint,
      next_at: bigint,
      attempted_at: bigint,
      claimed_by: text,
      claimed_until: bigint,
      finished_at: bigint
    }
  },
  delivery_attempts: {
    backup: 'installation',
    key: ['id'],
    columns: { id: text, delivery_id: text, at: bigint, duration_ms: integer, status: integer, outcome: text },
    isHidden: true
  },
  delivery_targets: {
    backup: 'installation',
    key: ['origin'],
    columns: { origin: text, failures: integer, opened_at: bigint, probe: text, probe_until: bigint },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type WebhookTables = typeof webhookTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends WebhookTables {}
}

export default { order: 10, tables: webhookTables } satisfies TableFile;
