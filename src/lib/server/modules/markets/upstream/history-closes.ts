/**
 * Closes of days out of the rows of a price history.
 *
 * The history is uneven: hours lately, days before, weeks in the oldest part. A row of an hour or a day is the price at its
 * moment, so the one at midnight is the close of the day before. Rows that stand exactly a week apart are candles of weeks
 * as the service took them from exchanges: each carries the close at the end of the week that begins there (mempool,
 * backend/src/tasks/price-feeds/kraken-api.ts). The newest of these is left out: where its week ended nobody can tell.
 */
import { dateOf, SECONDS_PER_DAY, startOfDate, addDays } from '../../../../domain/time/periods.ts';
import type { CurrencyPrices, HistoryRow } from './ports.ts';

const WEEK_SECONDS = 7 * SECONDS_PER_DAY;
/** A row may stand so long before midnight, or so shortly after, and still tell the close. */
const BEFORE_SECONDS = 7_200;
const AFTER_SECONDS = 300;

/** By the UTC day that they close. */
export function closesIn(history: readonly HistoryRow[]): Map<string, CurrencyPrices> {
  const rows = history.toSorted((a, b) => a.time - b.time);
  const closes = new Map<string, CurrencyPrices>();
  let wasWeek = false;
  rows.forEach((row, at) => {
    const next = rows[at + 1]?.time ?? Infinity;
    const before = rows[at - 1]?.time ?? row.time - WEEK_SECONDS;
    const isAfterWeek = row.time - before === WEEK_SECONDS;
    const isWeek = isAfterWeek && next - row.time === WEEK_SECONDS;
    const isLastWeek = wasWeek && !isWeek;
    wasWeek = isWeek;
    if (isLastWeek) return;
    const date = closedBy(isWeek ? next : row.time);
    if (date !== null) closes.set(date, row.prices);
  });
  return closes;
}

/** The close that one row tells; null: it stands too far from that day's end. */
export function closeIn(row: HistoryRow | null, date: string): CurrencyPrices | null {
  return row !== null && closedBy(row.time) === date ? row.prices : null;
}

/** The moment at which a day ends, unix seconds. */
export function endOf(date: string): number {
  return startOfDate(addDays(date, 1));
}

/** The day whose end a moment is near enough; null: none. */
function closedBy(seconds: number): string | null {
  const midnight = startOfDate(dateOf(seconds + BEFORE_SECONDS));
  const distance = seconds - midnight;
  return distance <= AFTER_SECONDS ? dateOf(midnight - SECONDS_PER_DAY) : null;
}
