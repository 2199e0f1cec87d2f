/** Reports that were made, and alerts: what operators set, where rules stand, what was opened. */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const reportTables = {
  reports: {
    backup: 'rows',
    key: ['period', 'end_date'],
    columns: { period: text, end_date: text, made_at: bigint, body: text },
    isHidden: true
  },
  alert_rules: {
    backup: 'rows',
    key: ['rule'],
    columns: { rule: text, threshold: text, silenced_until: bigint, updated_at: bigint },
    isHidden: true
  },
  alert_states: {
    backup: 'installation',
    key: ['rule', 'subject'],
    columns: { rule: text, subject: text, state: text, updated_at: bigint },
    isHidden: true
  },
  alerts: {
    backup: 'installation',
    key: ['id'],
    columns: {
      id: text,
      rule: text,
      subject: text,
      opened_at: bigint,
      closed_at: bigint,
      detail: text,
      is_silenced: integer
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type ReportTables = typeof reportTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends ReportTables {}
}

export default { order: 7, tables: reportTables } satisfies TableFile;
