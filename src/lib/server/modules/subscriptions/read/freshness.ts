/** How young an answer about subscriptions is. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import type { Moment } from '../../../../domain/subscriptions/accrual.ts';
import { freshnessOf, type SyncState } from '../../ledger/module.ts';

/** Before the projector was through once nothing is known, however young the ledger is. at: the block that is told of. */
export function freshnessAt(state: SyncState, at: Moment | null): Freshness {
  return at === null ? { asOf: null, stale: true } : freshnessOf(state);
}
