/**
 * What the documents of the sources look like here, and when that changed. A backup of another day knows nothing of what
 * they look like now: its restore leaves both as they are.
 */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const driftTables = {
  source_shapes: {
    backup: 'installation',
    key: ['document'],
    columns: {
      document: text,
      source: text,
      revision: bigint,
      baseline: text,
      last_good_at: bigint,
      changed_at: bigint
    },
    isHidden: true
  },
  source_drifts: {
    backup: 'installation',
    key: ['document', 'opened_at'],
    columns: {
      document: text,
      opened_at: bigint,
      closed_at: bigint,
      closed_by: text,
      is_frozen: integer,
      changes: text,
      sample: text,
      candidate: text,
      stable_since: bigint,
      last_good_at: bigint
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type DriftTables = typeof driftTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends DriftTables {}
}

export default { order: 14, tables: driftTables } satisfies TableFile;
