/** Cash against what was earned, broken and is owed, as a chart of the range that the address asks for. */
import { subscriptionDaily } from '../../lib/contract/subscriptions/figures.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { views } from '../../lib/ui/chart/choices.ts';
import { chartData } from '../../lib/ui/chart/day-series.ts';
import { drawChart, type DrawnChart } from '../../lib/ui/chart/model.ts';
import { daysAsked, outsideText, readRange } from '../../lib/ui/chart/range.ts';
import { choiceOf } from '../../lib/ui/state/url-state.ts';

/** A year unless the address says otherwise: terms last for months. */
export function rangeOf(query: URLSearchParams, today: string) {
  const isAsked = ['range', 'from', 'to'].some((name) => query.has(name));
  return readRange(isAsked ? query : new URLSearchParams({ range: '1y' }), today);
}

export const viewOf = (query: URLSearchParams) => (query.has('view') ? choiceOf(query, 'view', views) : 'weekly');

export async function askCashChart(
  ask: App.Locals['ask'],
  { query, now }: { query: URLSearchParams; now: number }
): Promise<DrawnChart & { outside: string | null }> {
  const today = dateOf(now);
  const range = rangeOf(query, today);
  const days = daysAsked(range, today);
  const { data, firstDate = null, asOf, stale } = await ask(subscriptionDaily, { query: days });
  const chart = chartData({
    title: 'Cash, earned and owed',
    unit: 'FLUX',
    bucket: viewOf(query),
    dates: data.map(({ date }) => date),
    series: [
      { key: 'cash', label: 'Cash in', kind: 'flow', values: data.map(({ cash }) => cash) },
      { key: 'earned', label: 'Earned', kind: 'flow', values: data.map(({ recognised }) => recognised) },
      { key: 'broken', label: 'Unused', kind: 'flow', values: data.map(({ breakage }) => breakage) },
      { key: 'owed', label: 'Owed, mean of days', kind: 'gauge', values: data.map(({ deferred }) => deferred) }
    ],
    today,
    isSinceFirst: 'limit' in days
  });
  const outside = outsideText(range, { what: 'days', first: firstDate, today });
  return { ...drawChart({ data: chart, asOf, stale }, query), outside };
}
