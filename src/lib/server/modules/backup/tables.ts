/** What a restore lays aside before it is put in place. */
import { integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const backupTables = {
  restore_slices: {
    backup: 'installation',
    key: ['table_name', 'slice'],
    columns: { table_name: text, slice: integer, rows: text },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type BackupTables = typeof backupTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends BackupTables {}
}

export default { order: 9, tables: backupTables } satisfies TableFile;
