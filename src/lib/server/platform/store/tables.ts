/**
 * Every table of the store, found in the `tables.ts` of each module. Backup, restore, row counts, the copy between engines,
 * rights on Postgres and the check of the schema follow from here (table-statements.ts); the migrations alone make the tables.
 *
 * Names stand in the order in which a backup reads them (TableFile). A key never changes, so a backup reads no row twice.
 */
import type { BackupKind, DeclaredTables, Table, TableFile } from './table.ts';

const files = import.meta.glob<TableFile>(['./tables/*.ts', '../../modules/*/tables.ts'], {
  import: 'default',
  eager: true
});
const declared = Object.values(files).sort((a, b) => a.order - b.order);
const tables = new Map(declared.flatMap((file) => Object.entries(file.tables)));

export type TableName = keyof DeclaredTables;

type OfKind<Kind extends BackupKind> = {
  [Name in TableName]: DeclaredTables[Name]['backup'] extends Kind ? Name : never;
}[TableName];

/** A table whose rows a backup keeps. */
export type BackupTable = OfKind<'rows'>;

export const tableNames = [...tables.keys()] as TableName[];

/** In the order in which a backup reads them. */
export const backupTableNames = tableNames.filter((name): name is BackupTable => tableOf(name).backup === 'rows');

export function tableOf(name: TableName): Table {
  const table = tables.get(name);
  if (table === undefined) throw new Error(`no such table: ${name}`);
  return table;
}

/** Columns by the name of a list of columns; undefined: nobody has declared it. */
export function columnListOf(name: string): Table['columns'] | undefined {
  return declared.map(({ columnLists }) => columnLists?.[name]).find((columns) => columns !== undefined);
}

/** A row as a backup keeps it: `exact` columns are text. */
export type BackupRow = Record<string, string | number | null>;
