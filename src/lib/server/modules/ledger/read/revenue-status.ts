/** What an operator sees of the revenue index. */
import type * as wire from '../../../../contract/admin/admin.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import type { ReadContext } from './context.ts';
import { freshnessOf, readSyncState } from './sync-state.ts';

const SHOWN_FAILURES = 100;
const SHOWN_REORGS = 50;

/** Without the progress of a running sync, which the jobs know. */
export async function readRevenueStatus(
  context: ReadContext
): Promise<Omit<Answer<typeof wire.revenueStatus>, 'progress'>> {
  const { store } = context;
  const [state, cursors, [index], failed, reorgs] = await Promise.all([
    readSyncState(context),
    store.query('sync_cursors', {}),
    store.query('revenue_index_state', {}),
    store.query('failed_transactions', { limit: SHOWN_FAILURES }),
    store.query('reorgs_latest', { limit: SHOWN_REORGS })
  ]);
  const { total = 0, unsettled = 0, unpriced = 0, unknown = 0, failed: failedTotal = 0 } = index ?? {};
  return {
    isComplete: state.isComplete,
    lastCompleted: state.lastCompleted,
    tip: state.tip,
    cursors: cursors.map(({ address, height, updated_at }) => ({ address, height, updatedAt: updated_at })),
    payments: { total, unsettled, unpriced, pendingAttribution: unknown, ...freshnessOf(state) },
    failed: failed.map(({ first_failed_at, last_failed_at, ...row }) => ({
      ...row,
      firstFailedAt: first_failed_at,
      lastFailedAt: last_failed_at
    })),
    failedTotal,
    reorgs: reorgs.map(({ id, detected_at, height, transactions, amount_sat }) => ({
      id,
      detectedAt: detected_at,
      height,
      transactions,
      amount: formatFlux(BigInt(amount_sat))
    }))
  };
}
