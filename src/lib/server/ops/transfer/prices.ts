/**
 * Closes of FLUX in USD from CSV (`date,price_usd`). A close that an operator gives is better than any source's; the next
 * price job of the running product values the payments of its day anew.
 */
import { parseDecimal } from '../../../domain/decimal.ts';
import { isDate } from '../../../domain/periods.ts';
import type { OpsDeps, OpsRun } from '../deps.ts';
import { ImportRefused } from './refused.ts';

export interface GivenClose {
  date: string;
  /** In 1e-8 USD. */
  price_e8: string;
}

const HEADER = 'date,price_usd';
const DECIMALS = 8;
const ROWS_PER_WRITE = 500;

/** @throws ImportRefused naming each line that is no close of an ended day */
export function readPrices(csv: string, today: string): GivenClose[] {
  const [head = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (head.trim() !== HEADER) throw new ImportRefused([`line 1: it must be "${HEADER}"`]);
  const problems: string[] = [];
  const closes = new Map<string, GivenClose>();
  for (const [index, line] of lines.entries()) {
    const [date = '', price = '', ...others] = line.split(',').map((cell) => cell.trim());
    const problem =
      others.length > 0
        ? 'two columns are expected'
        : !isDate(date)
          ? `"${date.slice(0, 20)}" is no date (YYYY-MM-DD)`
          : date >= today
            ? `${date} has not ended`
            : closes.has(date)
              ? `${date} is there twice`
              : problemOfPrice(price);
    if (problem === null) closes.set(date, { date, price_e8: String(parseDecimal(price, DECIMALS)) });
    else problems.push(`line ${index + 2}: ${problem}`);
  }
  if (problems.length > 0) throw new ImportRefused(problems);
  return [...closes.values()];
}

export async function importPrices({ store, now }: OpsDeps, run: OpsRun, closes: readonly GivenClose[]): Promise<void> {
  for (let at = 0; at < closes.length; at += ROWS_PER_WRITE) {
    run.signal.throwIfAborted();
    const some = closes.slice(at, at + ROWS_PER_WRITE);
    const byDate = some.map(({ date, price_e8 }) => [date, { price_e8, source: 'imported' as const }] as const);
    await store.query('store_closes', { ...run.lease, closes: Object.fromEntries(byDate), status: {}, now: now() });
    run.progress(at + some.length, closes.length);
  }
}

function problemOfPrice(text: string): string | null {
  const isPrice = /^\d{1,9}(?:\.\d{1,8})?$/.test(text) && parseDecimal(text, DECIMALS) > 0n;
  return isPrice ? null : `"${text.slice(0, 20)}" is no price (above 0, at most 8 decimals)`;
}
