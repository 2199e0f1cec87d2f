/** The values of one row, read by column: what is not there is unknown, what cannot be is unknown and noted. */
import type { Findings } from './report.ts';

export interface RowReader {
  /** 0 is a value. */
  any<T extends number | bigint>(column: string, convert: (value: unknown) => T | null): T | null;
  /** 0 is impossible. */
  some<T extends number | bigint>(column: string, convert: (value: unknown) => T | null): T | null;
  /** Notes a value that only the other columns show to be impossible. */
  impossible(column: string): null;
  /** Columns that nobody has read. */
  unread(): string[];
}

export function readRow(row: Record<string, unknown>, date: string, findings: Findings): RowReader {
  const read = new Set<string>();

  const impossible = (column: string): null => {
    findings.impossible(column, date, row[column]);
    return null;
  };
  const any: RowReader['any'] = (column, convert) => {
    read.add(column);
    const value = row[column];
    if (value === undefined || value === null) return null;
    return convert(value) ?? impossible(column);
  };
  return {
    any,
    some(column, convert) {
      const value = any(column, convert);
      return value !== null && value <= 0 ? impossible(column) : value;
    },
    impossible,
    unread: () => Object.keys(row).filter((column) => !read.has(column))
  };
}
