/** What the checks of integrity found here. A backup of another day was checked for itself. */
import { bigint, text, type Table, type TableFile } from '../../platform/store/table.ts';

const integrityTables = {
  integrity_checks: {
    backup: 'installation',
    key: ['name'],
    columns: { name: text, checked_at: bigint, row_count: bigint, differences: bigint, note: text },
    isHidden: true
  },
  integrity_findings: {
    backup: 'installation',
    key: ['check_name', 'key'],
    columns: { check_name: text, key: text, expected: text, found: text, first_seen: bigint },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type IntegrityTables = typeof integrityTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends IntegrityTables {}
}

export default { order: 13, tables: integrityTables } satisfies TableFile;
