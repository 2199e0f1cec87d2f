/** A table's rows in slices, in the order of its key: memory holds one slice, a writer in between is never waited for. */
import { tableOf, type BackupRow, type BackupTable } from '../../../platform/store/tables.ts';
import type { Store } from '../../../platform/store/store.ts';

export const ROWS_PER_SLICE = 1_000;

export async function* readTable(
  store: Store,
  table: BackupTable,
  signal: AbortSignal
): AsyncGenerator<BackupRow[], void> {
  for (let after: BackupRow = {}; ;) {
    signal.throwIfAborted();
    const rows = await store.query(`backup_${table}`, { after, limit: ROWS_PER_SLICE });
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    if (last === undefined || rows.length < ROWS_PER_SLICE) return;
    after = Object.fromEntries(tableOf(table).key.map((column) => [column, last[column] ?? null]));
  }
}

/** Rows as the text of a file: one JSON object a line. */
export function textOf(rows: readonly BackupRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
