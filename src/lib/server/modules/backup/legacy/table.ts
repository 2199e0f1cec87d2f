/**
 * One file of the original's backups: `{table, exportedAt, rowCount, rows}`, recognised by that and by nothing else.
 *
 * Rows are given on as they are read; only at the end it is known whether the file is what it says it is, so nothing may
 * be stored before. BackupRefused names the file and what is wrong with it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import { BackupRefused } from '../backup-refused.ts';
import { splitRows } from './row-texts.ts';

export const legacyTables = [
  'daily_snapshots',
  'repo_snapshots',
  'flux_price_history',
  'revenue_transactions'
] as const;
export type LegacyTable = (typeof legacyTables)[number];

export interface TableFile {
  name: string;
  table: LegacyTable;
  read: () => AsyncIterable<Uint8Array>;
}

const Around = z.object({ table: z.string(), exportedAt: z.union([z.string(), z.number()]), rowCount: z.int().min(0) });
/** Reading that long at a stretch, then everything else of the process gets its turn. */
const SLICE_MS = 8;

/** Calls `take` with each parsed row and its number (from 1). Resolves with how many there were. */
export async function readTable(
  { name, table, read }: TableFile,
  take: (row: unknown, number: number) => void | Promise<void>
): Promise<number> {
  const texts = splitRows();
  let count = 0;
  let sliceMs = performance.now();
  try {
    for await (const bytes of read()) {
      for (const text of texts.push(bytes)) {
        await take(JSON.parse(text), ++count);
        if (performance.now() - sliceMs < SLICE_MS) continue;
        await nextTurn();
        sliceMs = performance.now();
      }
    }
    const around = Around.parse(JSON.parse(texts.end()));
    if (around.table !== table) throw new RangeError(`it is the table ${around.table}`);
    if (around.rowCount !== count) throw new RangeError(`it has ${count} rows and says ${around.rowCount}`);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    throw new BackupRefused(`${name} is no backup of ${table}: ${reason}`, { cause: error });
  }
  return count;
}
