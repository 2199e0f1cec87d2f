/**
 * The revenue of ended days, taken over from the ledger into their snapshots: once the ledger is complete beyond a day,
 * and again whenever its payments change. While the chain is being read anew nothing is touched: what is stored was true
 * when it was, a half-read ledger never is.
 */
import { knownUntil } from '../../../../domain/time/ledger-times.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import type { Fenced } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readOpsStatus } from '../../../platform/store/documents/ops-status.ts';

/** A cursor follows the settled height; further behind it, the address is being read again. */
const MAX_CURSOR_LAG = 120;

/** Resolves with how many days changed. Runs under the lease of the ledger's writer. */
export async function finalizeSnapshots(store: Store, lease: Fenced): Promise<number> {
  const before = await firstUnfinishedDay(store);
  if (before === null) return 0;
  const changed = await store.query('finalize_snapshots', { ...lease, before });
  return changed.length;
}

/** The day into which the ledger is known; all before it are known completely. null: nothing is. */
async function firstUnfinishedDay(store: Store): Promise<string | null> {
  const { revenue, tracked } = await readOpsStatus(store);
  if (revenue === undefined) return null;
  const cursors = new Map((await store.query('sync_cursors', {})).map(({ address, height }) => [address, height]));
  const heights = [...(tracked ?? cursors.keys())].map((address) => cursors.get(address) ?? 0);
  const isRead = heights.length > 0 && Math.min(...heights) >= settledHeight(revenue.tip, fluxProfile) - MAX_CURSOR_LAG;
  const until = knownUntil(revenue);
  return isRead && until !== null ? dateOf(until) : null;
}
