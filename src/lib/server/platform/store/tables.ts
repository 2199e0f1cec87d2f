/**
 * Every table of the store, declared once. Backup, restore, row counts, the copy between engines, rights on Postgres and
 * the check of the schema follow from here (table-statements.ts); the migrations alone make the tables.
 *
 * The order is that of reading for a backup while others write: cursors before what they vouch for, closes before the
 * payments valued with them, rows before the dictionaries that they point into. A key never changes, so a backup reads no
 * row twice.
 */
import type { BackupKind, Table } from './table.ts';
import { censusTables } from '../../modules/census/tables.ts';
import { historyTables } from '../../modules/history/tables.ts';
import { ledgerTables } from '../../modules/ledger/tables.ts';
import { operationTables } from './own-tables.ts';

export const tables = { ...ledgerTables, ...historyTables, ...censusTables, ...operationTables };

export type TableName = keyof typeof tables;

type OfKind<Kind extends BackupKind> = {
  [Name in TableName]: (typeof tables)[Name]['backup'] extends Kind ? Name : never;
}[TableName];

/** A table whose rows a backup keeps. */
export type BackupTable = OfKind<'rows'>;

export const tableNames = Object.keys(tables) as TableName[];

/** In the order in which a backup reads them. */
export const backupTableNames = tableNames.filter((name): name is BackupTable => tables[name].backup === 'rows');

export function tableOf(name: TableName): Table {
  return tables[name];
}

/** A row as a backup keeps it: `exact` columns are text. */
export type BackupRow = Record<string, string | number | null>;
