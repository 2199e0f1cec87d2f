/** What running the product leaves behind. */
import { bigint, integer, text, type Table } from './table.ts';

export const operationTables = {
  audit_log: {
    backup: 'rows',
    key: ['id'],
    columns: { id: text, at: bigint, actor: text, client: text, action: text, detail: text, outcome: text },
    isAddedTo: true
  },
  jobs: {
    backup: 'installation',
    key: ['id'],
    columns: {
      id: text,
      name: text,
      state: text,
      requested_by: text,
      arguments: text,
      holder: text,
      started_at: bigint,
      updated_at: bigint,
      finished_at: bigint,
      done: bigint,
      total: bigint,
      error: text,
      result: text
    }
  },
  leases: {
    backup: 'installation',
    key: ['name'],
    columns: { name: text, holder: text, fence: bigint, expires_at: bigint, checked_fence: bigint },
    isHidden: true
  },
  store_epochs: {
    backup: 'installation',
    key: ['epoch'],
    columns: { epoch: integer, is_active: integer, at: bigint, reason: text },
    isHidden: true
  },
  restore_slices: {
    backup: 'installation',
    key: ['table_name', 'slice'],
    columns: { table_name: text, slice: integer, rows: text },
    isHidden: true
  }
} as const satisfies Record<string, Table>;
