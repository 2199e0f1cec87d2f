/** What reading an original backup left out and why, for the operator: by column, with the first day it happened on. */
export interface LegacyReport {
  rows: Record<string, number>;
  /** Values that no metric can have: they count as unknown. */
  impossible: { column: string; days: number; first: string; value: string }[];
  /** Columns that stand for nothing we keep. */
  leftOut: string[];
}

export interface Findings {
  impossible(column: string, date: string, value: unknown): void;
  leftOut(column: string): void;
  report(rows: Record<string, number>): LegacyReport;
}

const SHOWN_VALUE = 40;

export function createFindings(): Findings {
  const impossible = new Map<string, LegacyReport['impossible'][number]>();
  const leftOut = new Set<string>();
  return {
    impossible(column, date, value) {
      const known = impossible.get(column);
      if (known !== undefined) known.days++;
      else impossible.set(column, { column, days: 1, first: date, value: String(value).slice(0, SHOWN_VALUE) });
    },
    leftOut: (column) => void leftOut.add(column),
    report: (rows) => ({ rows, impossible: [...impossible.values()], leftOut: [...leftOut].sort() })
  };
}
