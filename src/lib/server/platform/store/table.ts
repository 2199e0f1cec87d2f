/** How a table is declared (tables.ts has all of them). */

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

export const text = 'text';
export const integer = 'integer';
export const bigint = 'bigint';
export const exact = 'exact';
