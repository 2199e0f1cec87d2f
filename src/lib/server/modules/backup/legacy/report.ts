/** What reading an original backup left out and why, for the operator: by column, with the first day it happened on. */
export interface LegacyReport {
  rows: Record<string, number>;
  /** Values that no metric can have: they count as unknown. */
  impossible: { column: string; days: number; first: string; value: string }[];
  /** Rows that cannot be: they are left out. */
  refused: { reason: string; rows: number; first: string }[];
  /** Columns that stand for nothing we keep. */
  leftOut: string[];
}

export interface Findings {
  impossible(column: string, date: string, value: unknown): void;
  /** `first`: which row it was. */
  refused(reason: string, first: string): void;
  leftOut(column: string): void;
  report(rows: Record<string, number>): LegacyReport;
}

const SHOWN_VALUE = 40;
/** A transaction id is shown whole. */
const SHOWN_ROW = 64;

export function createFindings(): Findings {
  const impossible = new Map<string, LegacyReport['impossible'][number]>();
  const refused = new Map<string, LegacyReport['refused'][number]>();
  const leftOut = new Set<string>();
  return {
    impossible(column, date, value) {
      const known = impossible.get(column);
      if (known !== undefined) known.days++;
      else impossible.set(column, { column, days: 1, first: date, value: String(value).slice(0, SHOWN_VALUE) });
    },
    refused(reason, first) {
      const known = refused.get(reason);
      if (known !== undefined) known.rows++;
      else refused.set(reason, { reason, rows: 1, first: first.slice(0, SHOWN_ROW) });
    },
    leftOut: (column) => void leftOut.add(column),
    report: (rows) => ({
      rows,
      impossible: [...impossible.values()],
      refused: [...refused.values()],
      leftOut: [...leftOut].sort()
    })
  };
}
