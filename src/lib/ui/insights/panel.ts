/** One question about the network, answered in a few figures and a table: what the page shows and its export writes. */
import type { Coverage, Freshness } from '$lib/contract/kit/figures';
import { textCell } from '$lib/domain/csv';
import { countText } from '$lib/ui/format/format';

export interface Column {
  text: string;
  isNumber?: boolean;
}

export interface Panel extends Freshness {
  /** Part of an address. */
  id: string;
  title: string;
  /** The rule in a sentence. */
  note: string;
  figures: { label: string; text: string; unit?: string }[];
  columns: Column[];
  /** As shown; a share as a number becomes a bar. */
  rows: { cells: string[]; share?: number | null }[];
  /** Rows that a page shows before it offers the rest. */
  shown: number;
  coverage: Coverage | null;
  /** Where programs find the same. */
  api: string;
}

export function coverageText({ coverage }: Pick<Panel, 'coverage'>): string | null {
  return coverage === null
    ? null
    : `${countText(coverage.known)} of ${countText(coverage.total)} ${coverage.unit} are known`;
}

/** RFC 4180; text that a spreadsheet would run is made text, numbers are left as they are. */
export function panelCsv({ columns, rows }: Panel): string {
  const cell = (text: string, column: Column | undefined) => (column?.isNumber ? quoteIfNeeded(text) : textCell(text));
  const head = columns.map(({ text }) => textCell(text)).join(',');
  return [head, ...rows.map(({ cells }) => cells.map((text, place) => cell(text, columns[place])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('');
}

function quoteIfNeeded(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}
