/** Cash against what was earned, day by day; a day that is not known yet is null, one without payments 0. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionDaily } from '../../../../contract/subscriptions/figures.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { rangeOf, readSyncState, type ReadContext } from '../../ledger/module.ts';
import { shownTipOf } from '../stored-segment.ts';
import { freshnessAt } from './freshness.ts';

export async function readSubscriptionDays(
  context: ReadContext,
  { query }: { query: Parsed<typeof subscriptionDaily>['query'] }
): Promise<Answer<typeof subscriptionDaily>> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, at, rows, [totals]] = await Promise.all([
    readSyncState(context),
    shownTipOf(context.store),
    context.store.query('subscription_days_between', { start, end }),
    context.store.query('subscription_totals', {})
  ]);
  const known = new Map(rows.map((row) => [row.date, row]));
  const flux = (sat: string | undefined) => (sat === undefined ? null : formatFlux(BigInt(sat)));
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
  return { count: data.length, data, firstDate: totals?.first_date ?? null, ...freshnessAt(state, at) };
}
