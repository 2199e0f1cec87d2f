/** Stalls that no operator has cleared yet. They are of this installation: a backup of another day knows nothing of its sources. */
import { bigint, text, type Table, type TableFile } from '../../platform/store/table.ts';

const stallTables = {
  source_stalls: {
    backup: 'installation',
    key: ['source'],
    columns: { source: text, since: bigint, latched_at: bigint, recovered_at: bigint },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type StallTables = typeof stallTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends StallTables {}
}

export default { order: 11, tables: stallTables } satisfies TableFile;
