/** What a benchmark says: one line of the table. A bar is part of the product's contract (section "Numbers to reach"). */
export interface Row {
  what: string;
  bar: string;
  measured: string;
  /** null: informative, there is no bar. */
  isPassed: boolean | null;
  /** Further figures for the results file. */
  detail?: Record<string, unknown>;
}

export function atMost(value: number, limit: number, unit: string): Pick<Row, 'bar' | 'measured' | 'isPassed'> {
  return { bar: `<= ${text(limit)} ${unit}`, measured: `${text(value)} ${unit}`, isPassed: value <= limit };
}

export function below(value: number, limit: number, unit: string): Pick<Row, 'bar' | 'measured' | 'isPassed'> {
  return { bar: `< ${text(limit)} ${unit}`, measured: `${text(value)} ${unit}`, isPassed: value < limit };
}

export function atLeast(value: number, limit: number, unit: string): Pick<Row, 'bar' | 'measured' | 'isPassed'> {
  return { bar: `>= ${text(limit)} ${unit}`, measured: `${text(value)} ${unit}`, isPassed: value >= limit };
}

/** Several bars on one line: passed when all are. */
export function all(
  ...parts: Pick<Row, 'bar' | 'measured' | 'isPassed'>[]
): Pick<Row, 'bar' | 'measured' | 'isPassed'> {
  return {
    bar: parts.map(({ bar }) => bar).join(', '),
    measured: parts.map(({ measured }) => measured).join(', '),
    isPassed: parts.every(({ isPassed }) => isPassed !== false)
  };
}

/** Enough digits to see whether a bar is held, no more. */
export function text(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}
