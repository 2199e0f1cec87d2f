/** How a table is declared, and the file in which a module declares its tables (tables.ts has all of them). */

/** `exact` is an integer that may pass 2^53: it leaves the store as text. `bigint` is one that does not. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'exact';

/**
 * What a backup does with a table: `rows` are kept; `derived` ones follow from other tables and are made again by
 * restore; `installation` is about this installation alone and is neither kept nor replaced.
 */
export type BackupKind = 'rows' | 'derived' | 'installation';

export interface Table {
  backup: BackupKind;
  /** Columns of a unique key, in the order in which a backup reads by it. */
  key: readonly string[];
  columns: Readonly<Record<string, ColumnType>>;
  /** Left out of the row counts that visitors see. */
  isHidden?: true;
  /** Names of single rows (by the first key column) that belong to the installation: not kept, not replaced. */
  own?: readonly string[];
  /** Restore adds rows and keeps what is there. */
  isAddedTo?: true;
  /** Columns that may not be NULL and that backups of older versions lack: what their rows have there. */
  added?: Readonly<Record<string, string>>;
  /** Restore inserts in the order of this column: an index on SQLite wants its rows so. */
  restoreOrder?: string;
  /** How visitors are told its rows where counting them takes long: what follows SELECT. */
  count?: string;
}

/** Every declared table by its name. Each `tables.ts` adds its own by augmentation. */
export interface DeclaredTables {}

/** What the `tables.ts` of a module exports as its default. */
export interface TableFile {
  /**
   * Backups read while others write, so the order matters: cursors before what they vouch for, closes before the payments
   * valued with them, rows before the dictionaries that they point into. Files of a lower order are read first, the tables
   * of a file as they stand.
   */
  order: number;
  tables: Readonly<Record<string, Table>>;
  /** Lists of columns that several statements read: `-- @columns NAME [alias]` on a line of its own stands for one. */
  columnLists?: Readonly<Record<string, Table['columns']>>;
}

export const text = 'text';
export const integer = 'integer';
export const bigint = 'bigint';
export const exact = 'exact';
