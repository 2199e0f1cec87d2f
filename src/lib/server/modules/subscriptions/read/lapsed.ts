/** Who stopped paying: apps whose last paid term is over and was not followed by another. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionsLapsed } from '../../../../contract/subscriptions/figures.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { standingAt, type Moment } from '../../../../domain/subscriptions/accrual.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readSyncState, type ReadContext } from '../../ledger/module.ts';
import { segmentOf, shownTipOf } from '../stored-segment.ts';
import type { SubscriptionRow } from '../statements.ts';
import { endOf } from './wire.ts';
import { freshnessAt } from './freshness.ts';

const SLICE = 500;

export async function readLapsed(
  context: ReadContext,
  { query }: { query: Parsed<typeof subscriptionsLapsed>['query'] }
): Promise<Answer<typeof subscriptionsLapsed>> {
  const { store } = context;
  const days = Number(query.days);
  const [state, at] = await Promise.all([readSyncState(context), shownTipOf(store)]);
  const fresh = freshnessAt(state, at);
  if (at === null) return { days, count: null, depositLost: null, data: [], at, ...fresh };
  const rows = await readEnded(store, at, days);
  return {
    days,
    count: rows.length,
    depositLost: formatFlux(rows.reduce((sum, { deposit_sat }) => sum + BigInt(deposit_sat), 0n)),
    data: rows.map((row) => {
      const segment = segmentOf(row);
      return {
        id: row.id,
        app: row.app_name,
        owner: row.owner,
        sender: row.sender,
        depositAmount: formatFlux(BigInt(row.deposit_sat)),
        renewals: row.renewals,
        end: endOf(segment) ?? segment.start
      };
    }),
    at,
    ...fresh
  };
}

/** The largest deposit first. What ended by itself stands below the height at which it ended for certain. */
async function readEnded(store: Store, at: Moment, days: number): Promise<SubscriptionRow[]> {
  const since = { height: at.height - days * BLOCKS_PER_DAY, time: at.time - days * SECONDS_PER_DAY };
  const found: SubscriptionRow[] = [];
  for (let after = { last_height: since.height - 1, id: '' }; ;) {
    const rows = await store.query('subscriptions_after', { ...after, limit: SLICE });
    for (const row of rows) {
      const { outcome, deposit_sat, next_height, end_time, end_height } = row;
      if (outcome !== 'bought' || deposit_sat === '0' || next_height !== null) continue;
      const isWithin = end_time !== null ? end_time >= since.time : (end_height ?? -1) >= since.height;
      if (isWithin && standingAt(segmentOf(row), at).reason === 'expired') found.push(row);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) break;
    after = { last_height: last.last_height, id: last.id };
  }
  return found.sort((a, b) => Number(BigInt(b.deposit_sat) - BigInt(a.deposit_sat)) || (a.id < b.id ? -1 : 1));
}
