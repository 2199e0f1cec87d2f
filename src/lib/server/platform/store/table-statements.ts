/**
 * Statements that follow from the declared tables: the slices and counts of a backup, the row counts of `/stats`, and the
 * part of a restore that puts staged rows in place. Their text is that of a statement file (see sql.ts).
 */
import type { ColumnType, Table } from './table.ts';
import { backupTableNames, tableNames, tableOf, type TableName } from './tables.ts';

const CASTS: Record<ColumnType, string | null> = { text: null, integer: 'INTEGER', bigint: 'BIGINT', exact: 'BIGINT' };

/** Statement texts by name. */
export function tableStatements(): Map<string, string> {
  return new Map([
    ...backupTableNames.map((name) => [`backup_${name}`, sliceOf(name)] as const),
    ['backup_counts', counts(backupTableNames, backupCount)],
    ['get_table_counts', counts(tableNames.filter((name) => tableOf(name).isHidden !== true).toSorted(), shownCount)]
  ]);
}

/** Empties every table that a restore replaces and fills it from the staged slices; derived tables stay empty. */
export function restoredTables(): string {
  const emptied = tableNames.filter((name) => !isKept(tableOf(name)));
  return [
    ...emptied.map((name) => `DELETE FROM ${name} WHERE ${notOwn(tableOf(name)) ?? 'TRUE'};`),
    ...backupTableNames.map(refill)
  ].join('\n\n');
}

/** The columns of a table as they leave the store, for SELECT. */
export function columnList(columns: Table['columns'], alias = ''): string {
  const prefix = alias === '' ? '' : `${alias}.`;
  return Object.entries(columns)
    .map(([name, type]) => (type === 'exact' ? `CAST(${prefix}${name} AS TEXT) AS ${name}` : `${prefix}${name}`))
    .join(', ');
}

const isKept = ({ backup, isAddedTo }: Table) => backup === 'installation' || isAddedTo === true;

function sliceOf(name: TableName): string {
  const table = tableOf(name);
  const key = table.key.join(', ');
  const after = table.key.map((column) => afterKey(column, table.columns[column] ?? 'text')).join(', ');
  const own = notOwn(table);
  return `-- The next rows of ${name} for a backup, in the order of their key. after: key of the last one, or empty.
-- @param after json
-- @param limit integer
-- @heavy
SELECT ${columnList(table.columns)}
FROM ${name}
WHERE (${key}) > (${after})${own === null ? '' : ` AND ${own}`}
ORDER BY ${key}
LIMIT :limit
`;
}

/** A key column of the last row, or what lies before every value. */
function afterKey(column: string, type: ColumnType): string {
  const cast = CASTS[type];
  const value = `:after ->> '${column}'`;
  return cast === null ? `COALESCE(${value}, '')` : `COALESCE(CAST(${value} AS ${cast}), -1)`;
}

/** Leaves out rows of the installation; null where there are none. `column`: the first of the key, however it is read. */
function notOwn({ own, key }: Table, column = key[0] ?? ''): string | null {
  return own === undefined ? null : `${column} NOT IN (${own.map((value) => `'${value}'`).join(', ')})`;
}

function refill(name: TableName): string {
  const table = tableOf(name);
  const names = Object.keys(table.columns);
  const own = notOwn(table, staged(table.key[0] ?? '', 'text'));
  return `INSERT INTO ${name} (${names.join(', ')})
SELECT ${names.map((column) => given(column, table)).join(', ')}
FROM restore_slices s
CROSS JOIN json_each(s.rows) r
WHERE s.table_name = '${name}'${own === null ? '' : ` AND ${own}`}${ending(table)};`;
}

/** A column of a staged row, also of one that a backup has kept from before there was the column. */
function given(column: string, { columns, added }: Table): string {
  const value = staged(column, columns[column] ?? 'text');
  const before = added?.[column];
  return before === undefined ? value : `COALESCE(${value}, '${before}')`;
}

function staged(column: string, type: ColumnType): string {
  const cast = CASTS[type];
  return cast === null ? `r.value ->> '${column}'` : `CAST(r.value ->> '${column}' AS ${cast})`;
}

function ending({ restoreOrder, isAddedTo, key, columns }: Table): string {
  const order = restoreOrder === undefined ? '' : `\nORDER BY ${staged(restoreOrder, columns[restoreOrder] ?? 'text')}`;
  return isAddedTo === true ? `${order}\nON CONFLICT (${key.join(', ')}) DO NOTHING` : order;
}

function counts(names: readonly TableName[], countOf: (name: TableName) => string): string {
  return `-- Rows per table.
-- @heavy
${names.map((name) => `SELECT '${name}' AS name, ${countOf(name)}`).join('\nUNION ALL ')}
ORDER BY name
`;
}

function backupCount(name: TableName): string {
  const own = notOwn(tableOf(name));
  return `COUNT(*) AS rows FROM ${name}${own === null ? '' : ` WHERE ${own}`}`;
}

const shownCount = (name: TableName) => {
  const { count } = tableOf(name);
  return count === undefined ? `COUNT(*) AS rows FROM ${name}` : count.replace(' FROM ', ' AS rows FROM ');
};
