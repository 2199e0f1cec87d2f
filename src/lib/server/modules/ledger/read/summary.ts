/** How many payments there are, and what the last days brought. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/ledger/transactions.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { dateOf, lastDays } from '../../../../domain/time/periods.ts';
import type { ReadContext } from './context.ts';
import { sumBySource, total } from './revenue.ts';
import { coverageOf, freshnessOf, isUnread, readSyncState } from './sync-state.ts';

export async function readSummary(context: ReadContext): Promise<Answer<typeof wire.summary>> {
  const today = dateOf(context.now());
  const state = await readSyncState(context);
  const revenueOf = async (days: number) => {
    const { start, end } = lastDays(today, days);
    if (coverageOf(state, start, end) !== null) return null;
    return formatFlux(total(await sumBySource(context, { start, end })).sat);
  };
  const [totalTransactions, ofToday, last7Days, last30Days] = await Promise.all([
    context.ledger.total(),
    revenueOf(1),
    revenueOf(7),
    revenueOf(30)
  ]);
  const fresh = freshnessOf(state);
  return {
    totalTransactions: isUnread(state, totalTransactions) ? null : totalTransactions,
    revenue: { today: ofToday, last7Days, last30Days, ...fresh },
    ...fresh
  };
}
