/**
 * Payments as lines of a file: CSV (RFC 4180) or NDJSON, each ending in a line that says how many rows there are and what
 * the bytes before it hash to. A file without that line is incomplete.
 */
import type { Transaction } from '../../contract/transactions.ts';
import { textCell } from '../../domain/csv.ts';

export interface ExportFormat {
  type: string;
  /** What stands before the first row. */
  head: string;
  row(transaction: Transaction): string;
  trailer(rows: number, sha256: string): string;
}

const columns = [
  'txid',
  'address',
  'fromAddress',
  'amount',
  'amountUsd',
  'blockHeight',
  'timestamp',
  'date',
  'appName',
  'appType',
  'source',
  'settled'
] as const satisfies (keyof Transaction)[];

/** Columns that hold what strangers wrote. */
const texts = new Set<keyof Transaction>(['address', 'fromAddress', 'appName']);

const csv: ExportFormat = {
  type: 'text/csv; charset=utf-8',
  head: `${columns.join(',')}\r\n`,
  row(transaction) {
    let line = '';
    for (const column of columns) {
      const value = transaction[column];
      if (line !== '') line += ',';
      if (value === null) continue;
      line += texts.has(column) ? textCell(String(value)) : String(value);
    }
    return `${line}\r\n`;
  },
  trailer: (rows, sha256) => `# rows=${rows} sha256=${sha256}\r\n`
};

const ndjson: ExportFormat = {
  type: 'application/x-ndjson; charset=utf-8',
  head: '',
  row: (transaction) => `${JSON.stringify(transaction)}\n`,
  trailer: (rows, sha256) => `${JSON.stringify({ rows, sha256 })}\n`
};

export const exportFormats = { csv, ndjson };
