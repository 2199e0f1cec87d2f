/** All that the statements can show of a store: equal before and after means that nothing was written. */
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { txidOf } from '../support/factories.ts';

export async function everythingIn(store: Store): Promise<unknown[]> {
  const highest = String(Number.MAX_SAFE_INTEGER);
  return Promise.all([
    store.query('get_table_counts', {}),
    store.query('rollup_days', {}),
    store.query('payments_per_range', {}),
    store.query('get_app_analytics', { pattern: '', skip: 0, limit: 100_000 }),
    store.query('payments_in_range', { from_key: '0', to_key: highest }),
    store.query('facts_in_range', { from: 0, to: 2_147_483_647 }),
    store.query('app_messages_by_hash', {
      hashes: keySet(Array.from({ length: 2_000 }, (_, at) => txidOf(10_000 + at)))
    }),
    store.query('closes_in_range', { start: '0', end: '9' }),
    store.query('days_to_revalue', {}),
    store.query('current_metric', { name: 'Zprice' }),
    store.query('sync_status', {}),
    store.query('sync_cursors', {}),
    store.query('failed_transactions', { limit: 100_000 }),
    store.query('reorgs_latest', { limit: 100_000 }),
    store.query('snapshots_between', { start: '0', end: '9' }),
    store.query('repo_images', {}),
    store.query('events_after', { after: 0, limit: 100_000 })
  ]);
}
