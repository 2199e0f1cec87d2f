/** What running the product leaves behind. */
import { bigint, integer, text, type Table, type TableFile } from '../table.ts';

const operationTables = {
  current_metrics: {
    backup: 'rows',
    key: ['name'],
    columns: { name: text, value: text, source: text, as_of: bigint }
  },
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
  }
} as const satisfies Record<string, Table>;

type OperationTables = typeof operationTables;

declare module '../table.ts' {
  interface DeclaredTables extends OperationTables {}
}

export default { order: 8, tables: operationTables } satisfies TableFile;
