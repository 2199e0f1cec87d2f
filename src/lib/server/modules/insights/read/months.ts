/**
 * Payments by month, each month read once as long as its sums stay what they are.
 *
 * A scan of all payments would take a minute at a million. Months that are over do not change, so that only the running one
 * is read again. A payment may learn its app without its month's sums moving: the newest months are read again an hour later,
 * older ones, of which hardly anything is learnt any more, a day later.
 */
import { addDays, dateOf, monthStart } from '../../../../domain/time/periods.ts';
import type { ReadContext } from '../../ledger/module.ts';
import type { MonthRow } from '../statements.ts';
import { createKept, perContext } from './kept.ts';

const MAX_AGE_SECONDS = { newest: 3_600, older: 86_400 };
/** The running month and the one before it, on each of its days. */
const NEWEST_DAYS = 35;
const MONTHS = 240;

export interface Month {
  /** First day. */
  start: string;
  end: string;
}

/** Reads something of each month from start to end, in order. */
export function byMonth<T>(
  read: (context: ReadContext, month: Month) => Promise<T>
): (context: ReadContext, range: { start: string; end: string }) => Promise<{ month: Month; value: T }[]> {
  const keptOf = perContext(({ now }: ReadContext) => ({
    newest: createKept<T>({ max: MONTHS, now, maxAgeSeconds: MAX_AGE_SECONDS.newest }),
    older: createKept<T>({ max: MONTHS, now, maxAgeSeconds: MAX_AGE_SECONDS.older })
  }));
  return async (context, { start, end }) => {
    const rows = await context.store.query('revenue_months', {});
    const stamps = new Map(rows.map((row) => [row.month, stampOf(row)]));
    const newestFrom = addDays(dateOf(context.now()), -NEWEST_DAYS);
    const found: { month: Month; value: T }[] = [];
    for (const month of monthsOf(start, end)) {
      const stamp = stamps.get(month.start.slice(0, 7));
      if (stamp === undefined) continue;
      found.push({
        month,
        value: await keptOf(context)[month.end < newestFrom ? 'older' : 'newest'](month.start, stamp, () =>
          read(context, month)
        )
      });
    }
    return found;
  };
}

function stampOf({ payment_count, amount_sat, usd_micros, priced_count }: MonthRow): string {
  return [payment_count, amount_sat, usd_micros, priced_count].join(' ');
}

function monthsOf(start: string, end: string): Month[] {
  const months: Month[] = [];
  for (let first = monthStart(start); first <= end;) {
    const next = monthStart(addDays(first, 31));
    months.push({ start: first, end: addDays(next, -1) });
    first = next;
  }
  return months;
}
