/** Who used what: tenants, events, and their roll-ups by minute and by period. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const amount = { tokens_high: bigint, tokens_low: bigint, event_count: bigint } as const;

const usageTables = {
  meter_tenants: {
    backup: 'rows',
    key: ['name'],
    columns: {
      name: text,
      kind: text,
      plan: text,
      billing: text,
      version: integer,
      quota_high: bigint,
      quota_low: bigint,
      warn_high: bigint,
      warn_low: bigint,
      slack_url: text,
      created_at: bigint,
      updated_at: bigint
    }
  },
  meter_thresholds: {
    backup: 'rows',
    key: ['tenant', 'period_start', 'threshold'],
    columns: { tenant: text, period_start: bigint, threshold: integer, crossed_at: bigint, told_at: bigint }
  },
  meter_totals: {
    backup: 'rows',
    key: ['tenant', 'period_start'],
    columns: { tenant: text, period_start: bigint, period_end: bigint, ...amount }
  },
  meter_minutes: {
    backup: 'rows',
    key: ['tenant', 'minute', 'feature'],
    columns: { tenant: text, minute: bigint, feature: text, ...amount },
    isHidden: true
  },
  meter_events: {
    backup: 'rows',
    key: ['id'],
    columns: { id: text, tenant: text, feature: text, tokens: exact, at: bigint, received_at: bigint, body: text },
    isHidden: true
  },
  meter_floor: {
    backup: 'rows',
    key: ['name'],
    columns: { name: text, before: bigint },
    isHidden: true
  },
  meter_turns: {
    backup: 'installation',
    key: ['tenant'],
    columns: { tenant: text, turn: integer },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type UsageTables = typeof usageTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends UsageTables {}
}

export default { order: 10, tables: usageTables } satisfies TableFile;
