/**
 * Payments as files. CSV is RFC 4180 with a fixed header; NDJSON has one payment of the API per line; Parquet has types.
 *
 * Nothing follows the data: other tools take a last line of another shape for a row, or refuse the file.
 */
import type { Transaction } from '../../../../contract/ledger/transactions.ts';
import { quotedCell, textCell } from '../../../../domain/csv.ts';
import type { ExportFile, ExportFormat } from './export-file.ts';
import { openParquet } from './export-parquet.ts';

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

/**
 * In the first row an address stands in quotes that it does not need: readers that guess the dialect from the first
 * thousands of rows (DuckDB: 20,480) guess "no quotes" when none is there, and fail at the first name that needs them.
 */
function csvLine(transaction: Transaction, isFirst: boolean): string {
  let line = '';
  for (const column of columns) {
    const value = transaction[column];
    if (line !== '') line += ',';
    if (value === null) continue;
    if (isFirst && column === 'address') line += quotedCell(String(value));
    else line += texts.has(column) ? textCell(String(value)) : String(value);
  }
  return `${line}\r\n`;
}

interface Lines<Row> {
  type: string;
  head: string;
  line: (row: Row, isFirst: boolean) => string;
  proof: ExportFile<Row>['proof'];
}

/** A file of lines, made of what stands before them and of one line per row. */
export function linesFormat<Row>({ type, head, line, proof }: Lines<Row>): ExportFormat<Row> {
  function open(): ExportFile<Row> {
    let isFirst = true;
    return {
      head: () => head,
      rows(slice: readonly Row[]) {
        let text = '';
        for (const row of slice) {
          text += line(row, isFirst);
          isFirst = false;
        }
        return [text];
      },
      end: () => '',
      proof
    };
  }
  return { type, open };
}

/** The same for NDJSON. */
export const hashJson = (rows: number, sha256: string) => `${JSON.stringify({ rows, sha256 })}\n`;

/** The line of rows and hash that `proof=line` asks for. */
export const hashLine = (rows: number, sha256: string) => `# rows=${rows} sha256=${sha256}\r\n`;

export const exportFormats = {
  csv: linesFormat<Transaction>({
    type: 'text/csv; charset=utf-8',
    head: `${columns.join(',')}\r\n`,
    line: csvLine,
    proof: hashLine
  }),
  ndjson: linesFormat<Transaction>({
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (transaction) => `${JSON.stringify(transaction)}\n`,
    proof: hashJson
  }),
  parquet: { type: 'application/vnd.apache.parquet', open: () => openParquet(hashLine) }
};
