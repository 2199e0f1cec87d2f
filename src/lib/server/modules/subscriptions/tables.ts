/** What payments bought, and agreements outside the chain. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const subscriptionTables = {
  stream_agreements: {
    backup: 'rows',
    key: ['id'],
    columns: {
      id: text,
      idempotency_key: text,
      body_hash: text,
      sender: text,
      recipient: text,
      deposit_sat: exact,
      rate_e18: text,
      start_time: bigint,
      end_time: bigint,
      note: text,
      created_at: bigint,
      ended_at: bigint
    }
  },
  subscriptions: {
    backup: 'derived',
    key: ['id'],
    columns: {
      id: text,
      order_height: integer,
      is_listed: integer,
      outcome: text,
      app_name: text,
      txid: text,
      message_hash: text,
      sender: text,
      owner: text,
      recipient: text,
      deposit_sat: exact,
      deposit_usd: exact,
      carried_in_sat: exact,
      carried_in_usd: exact,
      start_height: integer,
      start_time: bigint,
      end_height: integer,
      end_time: bigint,
      stop_height: integer,
      stop_time: bigint,
      stop_reason: text,
      left_sat: exact,
      last_height: integer,
      next_height: integer,
      renewals: integer,
      term_days: integer,
      spec_version: integer,
      instances: integer,
      is_encrypted: integer,
      cpu_millicores: bigint,
      ram_mb: bigint,
      hdd_gb: bigint
    }
  },
  subscription_days: {
    backup: 'derived',
    key: ['date'],
    columns: {
      date: text,
      height: integer,
      time: bigint,
      payment_count: integer,
      cash_sat: exact,
      accrued_sat: exact,
      breakage_sat: exact,
      deferred_sat: exact
    }
  },
  subscription_checkpoints: {
    backup: 'derived',
    key: ['height'],
    columns: {
      height: integer,
      time: bigint,
      apps: integer,
      encrypted: integer,
      counted: integer,
      instances: bigint,
      readable: integer,
      cpu_millicores: exact,
      ram_mb: exact,
      hdd_gb: exact,
      owners: text
    },
    isHidden: true
  },
  subscription_links: {
    backup: 'derived',
    key: ['txid'],
    columns: {
      txid: text,
      message_hash: text,
      height: integer,
      block_time: bigint,
      is_free: integer,
      amount_sat: exact,
      usd_micros: exact,
      sender: text,
      recipient: text
    },
    isHidden: true
  },
  subscription_changes: {
    backup: 'installation',
    key: ['kind', 'key'],
    columns: { kind: text, key: text, revision: bigint },
    isHidden: true
  },
  subscription_start: {
    backup: 'installation',
    key: ['name'],
    columns: { name: text },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type SubscriptionTables = typeof subscriptionTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends SubscriptionTables {}
}

export default {
  order: 6,
  tables: subscriptionTables,
  columnLists: {
    subscription: subscriptionTables.subscriptions.columns,
    subscription_link: subscriptionTables.subscription_links.columns,
    agreement: subscriptionTables.stream_agreements.columns
  }
} satisfies TableFile;
