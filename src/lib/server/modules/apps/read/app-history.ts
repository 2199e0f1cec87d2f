/**
 * What was paid for an app on each day, and how many instances ran at its end.
 *
 * The end of a day is its last complete look at the network; a day without one was not watched and is unknown.
 */
import type { appHistory } from '../../../../contract/apps/app-detail.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { findApp } from './app-detail.ts';
import {
  censusLimitSeconds,
  freshnessAt,
  oldestOf,
  rangeOf,
  type ReadContext,
  readKnownDays
} from '../../ledger/module.ts';

export async function readAppHistory(
  context: ReadContext,
  { params: { name }, query }: Pick<Parsed<typeof appHistory>, 'params' | 'query'>
): Promise<Answer<typeof appHistory>> {
  const { store } = context;
  const { start, end } = rangeOf(query, dateOf(context.now()));
  await findApp(context, name);
  const [known, [watched], payments, instances] = await Promise.all([
    readKnownDays(context),
    store.query('observed_day_last', { kind: 'apps' }),
    store.query('app_revenue_by_day', { app_name: name, start, end }),
    readInstances(context, name, { start, end })
  ]);
  const paid = new Map(payments.map((row) => [row.date, row]));
  const data = eachDay(start, end).map((date) => {
    const isKnown = known.has(date);
    return {
      date,
      payments: isKnown ? (paid.get(date)?.payment_count ?? 0) : null,
      revenue: isKnown ? formatFlux(BigInt(paid.get(date)?.amount_sat ?? 0)) : null,
      instances: instances.get(date) ?? null
    };
  });
  const seen = freshnessAt(watched?.last_cycle_at ?? null, context.now(), censusLimitSeconds(context));
  return { name, count: data.length, data, firstDate: known.firstDate, ...oldestOf([known, seen]) };
}

/** How many copies of an app ran at the end of each day that was watched. */
export async function readInstances(
  { store }: ReadContext,
  name: string,
  { start, end }: { start: string; end: string }
): Promise<Map<string, number>> {
  const days = await store.query('observed_days_between', { kind: 'apps', start, end });
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const intervals = await store.query('app_intervals', {
    app_name: name,
    from: first.last_cycle_at,
    to: last.last_cycle_at
  });
  const ends = intervals.flatMap(({ to_at }) => (to_at === null ? [] : [to_at])).toSorted((a, b) => a - b);
  let [begun, ended] = [0, 0];
  return new Map(
    days.map(({ date, last_cycle_at: at }) => {
      while ((intervals[begun]?.from_at ?? Infinity) <= at) begun++;
      while ((ends[ended] ?? Infinity) < at) ended++;
      return [date, begun - ended];
    })
  );
}
