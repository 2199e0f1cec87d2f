/**
 * Revenue per day over a range, with every day of it: 0 only where the chain was read and nothing was paid. What was before
 * the first payment that is known is unknown, not 0.
 */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/ledger/history.ts';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { MAX_DAYS } from '../../../../contract/kit/parameters.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { addDays, dateOf, daysBetween, eachDay } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import type { ReadContext } from './context.ts';
import { usdOf } from './sums.ts';
import { freshnessOf, readSyncState } from './sync-state.ts';

const DEFAULT_DAYS = 365;

type Query = Parsed<typeof wire.dailyRevenue>['query'];

export async function readDailyRevenue(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.dailyRevenue>> {
  const range = rangeOf(query, dateOf(context.now()));
  const [known, rows] = await Promise.all([
    readKnownDays(context),
    range.newest === null
      ? context.store.query('get_daily_revenue_in_range', { start: range.start, end: range.end })
      : context.store.query('get_daily_revenue', { limit: range.newest })
  ]);
  const byDate = new Map(rows.map((row) => [row.date, row]));
  const data = eachDay(range.start, range.end).map((date) => ({
    date,
    revenue: known.has(date) ? formatFlux(BigInt(byDate.get(date)?.amount_sat ?? 0)) : null
  }));
  return { count: data.length, data, firstDate: known.firstDate, ...freshnessOf(known) };
}

export async function readDailyRevenueUsd(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.dailyRevenueUsd>> {
  const range = rangeOf(query, dateOf(context.now()));
  const [known, rows] = await Promise.all([
    readKnownDays(context),
    range.newest === null
      ? context.store.query('get_daily_revenue_usd_in_range', { start: range.start, end: range.end })
      : context.store.query('get_daily_revenue_usd', { limit: range.newest })
  ]);
  const byDate = new Map(rows.map((row) => [row.date, row]));
  const data = eachDay(range.start, range.end).map((date) => {
    if (!known.has(date)) return { date, revenueUsd: null, pricedCount: null, totalCount: null };
    const row = byDate.get(date);
    const priced = row?.priced_count ?? 0;
    const payments = row?.payment_count ?? 0;
    const revenueUsd = usdOf({ sat: 0n, usdMicros: BigInt(row?.usd_micros ?? 0), priced, payments });
    return { date, revenueUsd, pricedCount: priced, totalCount: payments };
  });
  return { count: data.length, data, firstDate: known.firstDate, ...freshnessOf(known) };
}

interface KnownDays extends Freshness {
  /** The day of the oldest payment; null = there is none. */
  firstDate: string | null;
  /** Whether all payments of a day are known, as far as it has passed. */
  has: (date: string) => boolean;
}

/** Of payments: from the day of the first one to the day that the chain was read into. */
export async function readKnownDays(context: ReadContext): Promise<KnownDays> {
  const [state, firstDate] = await Promise.all([readSyncState(context), context.firstPaymentDay()]);
  const { knownDay } = state;
  const has = (date: string) => knownDay !== null && date <= knownDay && (firstDate === null || date >= firstDate);
  return { ...freshnessOf(state), firstDate: knownDay === null ? null : firstDate, has };
}

/** `newest`: the range is the last days up to today. */
interface Range {
  start: string;
  end: string;
  newest: number | null;
}

/** The days asked for. BadRequest when the parameters contradict each other or ask for too many. */
export function rangeOf({ start_date, end_date, limit }: Query, today: string): Range {
  const refuse = (name: string, message: string) => new BadRequest(`${name}: ${message}`, [{ name, message }]);
  if (limit !== undefined && start_date !== undefined && end_date !== undefined) {
    throw refuse('limit', 'not together with start_date and end_date');
  }
  const days = limit ?? DEFAULT_DAYS;
  const end = end_date ?? (start_date === undefined || limit === undefined ? today : addDays(start_date, limit - 1));
  const start = start_date ?? addDays(end, 1 - days);
  const count = daysBetween(start, end) + 1;
  if (count < 1) throw refuse(end_date === undefined ? 'start_date' : 'end_date', 'the range ends before it starts');
  if (count > MAX_DAYS) throw refuse('start_date', `the range has ${count} days; allowed: at most ${MAX_DAYS}`);
  return { start, end, newest: start_date === undefined && end_date === undefined ? days : null };
}
