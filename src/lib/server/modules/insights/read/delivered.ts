/** What an app ordered and what it got, day by day. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { healingOf } from '../../../../domain/insights/delivered.ts';
import { endOfTerm } from '../../../../domain/insights/lives.ts';
import { estimateHeight } from '../../../../domain/time/chain-clock.ts';
import { dateOf, eachDay, SECONDS_PER_DAY, startOfDate } from '../../../../domain/time/periods.ts';
import { NotFound } from '../../../platform/errors.ts';
import { readInstances } from '../../apps/module.ts';
import { censusLimitSeconds, freshnessAt, rangeOf, type ReadContext } from '../../ledger/module.ts';
import type { InsightStatements } from '../statements.ts';

/** The newest version that has no number of instances, and what the network takes for it. */
const LAST_WITHOUT_INSTANCES = 2;
const DEFAULT_INSTANCES = 3;

type OrderRow = InsightStatements['message_orders']['row'];

export async function readDelivered(
  context: ReadContext,
  { params: { app }, query }: Pick<Parsed<typeof wire.delivered>, 'params' | 'query'>
): Promise<Answer<typeof wire.delivered>> {
  const { store } = context;
  const range = rangeOf(query, dateOf(context.now()));
  const days = { start: range.start, end: range.end };
  const [orders, observed, [watched], intervals] = await Promise.all([
    store.query('message_orders', { app_name: app }),
    readInstances(context, app, days),
    store.query('observed_day_last', { kind: 'apps' }),
    store.query('app_intervals', { app_name: app, from: startOfDate(range.start), to: context.now() })
  ]);
  if (orders.length === 0 && intervals.length === 0) throw new NotFound('There is no app of that name.');
  const now = context.now();
  const data = eachDay(range.start, range.end).map((date) => ({
    date,
    ordered: orderedAt(orders, Math.min(startOfDate(date) + SECONDS_PER_DAY - 1, now)),
    observed: observed.get(date) ?? null
  }));
  const known = data.filter(({ ordered, observed: seen }) => ordered !== null && seen !== null).length;
  return {
    name: app,
    data,
    healing: healingOf(
      intervals.map(({ from_at, to_at }) => ({ from: from_at, to: to_at })),
      (time) => orderedAt(orders, time)
    ),
    resolutionSeconds: context.censusIntervalSeconds,
    coverage: known === data.length ? null : { known, total: data.length, unit: 'days' },
    ...freshnessAt(watched?.last_cycle_at ?? null, now, censusLimitSeconds(context))
  };
}

/** Copies that the newest message at a time orders; 0 after its end, null where nobody knows. */
function orderedAt(orders: readonly OrderRow[], time: number): number | null {
  const height = estimateHeight(time);
  const order = orders.findLast((row) => row.height <= height);
  if (order === undefined) return orders.length === 0 ? null : 0;
  const { spec_version, expire, end_time, instances } = order;
  const end = endOfTerm({ specVersion: spec_version, height: order.height, expire, endTime: end_time });
  if (end !== null && height > end) return 0;
  const hasDefault = spec_version !== null && spec_version <= LAST_WITHOUT_INSTANCES;
  return instances ?? (hasDefault ? DEFAULT_INSTANCES : null);
}
