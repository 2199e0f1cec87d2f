/**
 * Closes of FLUX in USD from CSV (`date,price_usd`). A close that an operator gives is better than any source's; the next
 * price job of the running product values the payments of its day anew.
 *
 * Read as spreadsheets and exports write it: quoted or not, with commas, semicolons or tabs, among other columns, with more
 * decimals than are kept. What cannot be read is named by its line, and then nothing is imported.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { divideHalfUp, parseDecimal, powerOfTen } from '../../../../domain/money/decimal.ts';
import { isDate } from '../../../../domain/time/periods.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { ImportRefused } from './refused.ts';

export interface GivenClose {
  date: string;
  /** In 1e-8 USD. */
  price_e8: string;
}

interface Line {
  number: number;
  cells: string[];
}

const HEADER = 'date,price_usd';
const DATES = new Set(['date', 'day', 'snapshot_date']);
const PRICES = new Set(['price_usd', 'price', 'usd', 'usd_price', 'price_in_usd', 'close', 'close_usd', 'flux_usd']);
const DECIMALS = 8;
const ROWS_PER_WRITE = 500;

/** More than eight decimals are rounded half up. Throws ImportRefused naming each line that is no close of an ended day. */
export function readPrices(csv: string, today: string): GivenClose[] {
  const { lines, delimiter } = readLines(csv);
  const [head, ...rows] = lines;
  const [dateAt, priceAt] = columnsOf(head);
  const columns = head?.cells.length ?? 0;
  const problems: string[] = [];
  const closes = new Map<string, GivenClose>();
  for (const { number, cells } of rows) {
    const date = cells[dateAt] ?? '';
    const price = delimiter === ',' ? cells[priceAt] : cells[priceAt]?.replace(/^(\d+),(\d+)$/, '$1.$2');
    const price_e8 = priceOf(price ?? '');
    const problem =
      cells.length !== columns
        ? `${columns === 2 ? 'two' : columns} columns are expected`
        : !isDate(date)
          ? `"${date.slice(0, 20)}" is no date (YYYY-MM-DD)`
          : date >= today
            ? `${date} has not ended`
            : closes.has(date)
              ? `${date} is there twice`
              : price_e8 === null
                ? `"${(price ?? '').slice(0, 20)}" is no price (a decimal number above 0, such as 0.5123)`
                : null;
    if (problem !== null) problems.push(`line ${number}: ${problem}`);
    else closes.set(date, { date, price_e8: String(price_e8) });
  }
  if (problems.length > 0) throw new ImportRefused(problems);
  return [...closes.values()];
}

/** Empty lines are left out, and so is `sep=;`, with which Excel is told the delimiter. */
function readLines(csv: string): { lines: Line[]; delimiter: string } {
  const text = csv.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [first = ''] = text.split('\n', 1);
  const told = /^"?sep=(.)"?$/i.exec(first)?.[1];
  const delimiter = told ?? [';', '\t'].find((each) => first.includes(each)) ?? ',';
  try {
    const options = { delimiter, trim: true, skip_empty_lines: true, relax_column_count: true, info: true } as const;
    const read = parse(told === undefined ? text : text.slice(first.length), options) as unknown as Parsed[];
    return { lines: read.map(({ info, record }) => ({ number: info.lines, cells: record })), delimiter };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw new ImportRefused([`line ${at}: ${error.message.replace(/ at line \d+.*$/, '')}`], { cause: error });
  }
}

/** What the parser answers with `info`, which its types do not say. */
interface Parsed {
  info: { lines: number };
  record: string[];
}

/** Which columns hold date and price. */
function columnsOf(head: Line | undefined): [date: number, price: number] {
  const names = (head?.cells ?? []).map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '')
  );
  const found = [DATES, PRICES].map((known) => names.flatMap((name, index) => (known.has(name) ? [index] : [])));
  const [dates = [], prices = []] = found;
  if (dates[0] === undefined || prices[0] === undefined || dates.length > 1 || prices.length > 1) {
    throw new ImportRefused([`line ${head?.number ?? 1}: it must be "${HEADER}"`]);
  }
  return [dates[0], prices[0]];
}

/** null: it is none. */
function priceOf(text: string): bigint | null {
  const match = /^\d{1,9}(?:\.(\d{1,40}))?$/.exec(text);
  if (match === null) return null;
  const scale = Math.max(DECIMALS, match[1]?.length ?? 0);
  const price = divideHalfUp(parseDecimal(text, scale), powerOfTen(scale - DECIMALS));
  return price > 0n ? price : null;
}

export async function importPrices({ store, now }: WorkDeps, run: Run, closes: readonly GivenClose[]): Promise<void> {
  for (let at = 0; at < closes.length; at += ROWS_PER_WRITE) {
    run.signal.throwIfAborted();
    const some = closes.slice(at, at + ROWS_PER_WRITE);
    const byDate = some.map(({ date, price_e8 }) => [date, { price_e8, source: 'imported' as const }] as const);
    await store.query('store_closes', { ...run.lease, closes: Object.fromEntries(byDate), status: {}, now: now() });
    run.progress(at + some.length, closes.length);
  }
}
