/** Cash against what was earned, day by day; a day that is not known yet is null, one without payments 0. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionDaily } from '../../../../contract/subscriptions/figures.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import type { Store } from '../../../platform/store/store.ts';
import { rangeOf, readSyncState, type ReadContext } from '../../ledger/module.ts';
import { addSegment, dayRows, openDays } from '../segment-days.ts';
import type { DayRow } from '../statements.ts';
import { shownTipOf } from '../stored-segment.ts';
import { freshnessAt } from './freshness.ts';

interface Days {
  rows: DayRow[];
  /** Of all that is known, whatever the range. */
  firstDate: string | null;
}

/** With `app`: of that one alone, by the same rule. An app of which no segment is known has no known day. */
export async function readSubscriptionDays(
  context: ReadContext,
  { query }: { query: Parsed<typeof subscriptionDaily>['query'] }
): Promise<Answer<typeof subscriptionDaily>> {
  const { store } = context;
  const { app = null } = query;
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, at, { rows, firstDate }] = await Promise.all([
    readSyncState(context),
    shownTipOf(store),
    app === null ? daysOfAll(store, { start, end }) : daysOfApp(store, app, { start, end })
  ]);
  const known = new Map(rows.map((row) => [row.date, row]));
  const data = eachDay(start, end).map((date) => {
    const row = known.get(date);
    return {
      date,
      height: row?.height ?? null,
      payments: row?.payment_count ?? null,
      cash: flux(row?.cash_sat),
      recognised: flux(row?.accrued_sat),
      breakage: flux(row?.breakage_sat),
      deferred: flux(row?.deferred_sat)
    };
  });
  return { app, count: data.length, sums: sumsOf(rows), data, firstDate, ...freshnessAt(state, at) };
}

const flux = (sat: string | undefined) => (sat === undefined ? null : formatFlux(BigInt(sat)));

function sumsOf(rows: readonly DayRow[]): Answer<typeof subscriptionDaily>['sums'] {
  if (rows.length === 0) return null;
  const sum = (column: 'cash_sat' | 'accrued_sat' | 'breakage_sat') =>
    formatFlux(rows.reduce((all, row) => all + BigInt(row[column]), 0n));
  return { days: rows.length, cash: sum('cash_sat'), recognised: sum('accrued_sat'), breakage: sum('breakage_sat') };
}

async function daysOfAll(store: Store, range: { start: string; end: string }): Promise<Days> {
  const [rows, [totals]] = await Promise.all([
    store.query('subscription_days_between', range),
    store.query('subscription_totals', {})
  ]);
  return { rows, firstDate: totals?.first_date ?? null };
}

/** Counted from the app's first day on, so that what is owed at the end of each is known. */
async function daysOfApp(store: Store, app: string, { start, end }: { start: string; end: string }): Promise<Days> {
  const segments = await store.query('subscriptions_of_app', { app_name: app });
  const firstDate = segments[0] === undefined ? null : dateOf(Math.min(...segments.map((row) => row.start_time)));
  if (firstDate === null) return { rows: [], firstDate };
  const ends = await store.query('subscription_days_between', { start: firstDate < start ? firstDate : start, end });
  const counted = openDays(
    ends.map(({ date, height, time }) => ({ date, at: { height, time } })),
    null
  );
  for (const row of segments) addSegment(row, counted);
  return { rows: dayRows(counted, 0n).filter(({ date }) => date >= start), firstDate };
}
