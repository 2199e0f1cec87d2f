/** Statements of backup and restore: tables read by key, rows laid aside and put in place of what is there. */
import type { BackupRow, BackupTable } from '../../platform/store/tables.ts';
import type { Fenced } from '../../platform/store/rows.ts';

/** The next rows after a key, or the first ones after the empty key. */
interface Slice {
  args: { after: BackupRow; limit: number };
  row: BackupRow;
}

export type BackupStatements = Record<`backup_${BackupTable}`, Slice> & {
  backup_counts: { args: Record<string, never>; row: { name: BackupTable; rows: number } };
  restore_clear: { args: Fenced; row: never };
  restore_stage: {
    args: Fenced & { table_name: BackupTable; slice: number; rows: Record<string, BackupRow> };
    row: never;
  };
  restore_staged: { args: { table_name: BackupTable }; row: { slice: number } };
  restore_slice: { args: { table_name: BackupTable; slice: number }; row: { rows: string } };
  restore_unstage: { args: Fenced & { table_name: BackupTable; slice: number }; row: never };
  restore_swap: { args: Fenced; row: never };
  restore_history: { args: Fenced & { closes: 0 | 1; now: number }; row: never };
};

declare module '../../platform/store/store.ts' {
  interface Statements extends BackupStatements {}
}
