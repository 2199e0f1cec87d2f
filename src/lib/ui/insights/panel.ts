/** One question about the network, answered in a few figures and a table: what the page shows and its export writes. */
import type { Coverage, Freshness } from '../../contract/kit/figures.ts';
import { textCell } from '../../domain/csv.ts';
import { countText } from '../format/format.ts';

export interface Column {
  text: string;
  isNumber?: boolean;
}

/** What a panel answers, before it has its place on a page. */
export interface PanelBody extends Freshness {
  title: string;
  /** The rule in a sentence. */
  note: string;
  figures: { label: string; text: string; unit?: string }[];
  columns: Column[];
  /** As shown; a share as a number becomes a bar, and the first cell leads to the page about it. */
  rows: { cells: string[]; href?: string | null; share?: number | null }[];
  /** Rows that a page shows before it offers the rest. */
  shown: number;
  coverage: Coverage | null;
  /** Where programs find the same. */
  api: string;
}

export interface Panel extends PanelBody {
  /** Part of an address. */
  id: string;
  /** Rows in all: a page may hold some of them. */
  total: number;
}

/** A table this long is sent whole and folded; of a longer one a page has the beginning, and a link to all of it. */
const FOLDED = 40;

export function beginningOf(body: PanelBody, id: string): Panel {
  const { rows, shown } = body;
  return { ...body, id, rows: rows.length > FOLDED ? rows.slice(0, shown) : rows, total: rows.length };
}

/** `page` from 1; past the end it has no rows. */
export function pageOfPanel(body: PanelBody, id: string, { page, limit }: { page: number; limit: number }): Panel {
  const rows = body.rows.slice((page - 1) * limit, page * limit);
  return { ...body, id, rows, shown: limit, total: body.rows.length };
}

export function coverageText({ coverage }: Pick<PanelBody, 'coverage'>): string | null {
  return coverage === null
    ? null
    : `Based on ${countText(coverage.known)} of ${countText(coverage.total)} ${coverage.unit}`;
}

/** RFC 4180; text that a spreadsheet would run is made text, numbers are left as they are. */
export function panelCsv({ columns, rows }: PanelBody): string {
  const cell = (text: string, column: Column | undefined) => (column?.isNumber ? quoteIfNeeded(text) : textCell(text));
  const head = columns.map(({ text }) => textCell(text)).join(',');
  return [head, ...rows.map(({ cells }) => cells.map((text, place) => cell(text, columns[place])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('');
}

function quoteIfNeeded(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}
