/** Every stall that is not cleared. */
import type { Health } from '../../../../contract/health/health.ts';
import type { Store } from '../../../platform/store/store.ts';

export type Stall = Health['stalls'][number];

export async function readStalls(store: Store): Promise<Stall[]> {
  const rows = await store.query('source_stalls', {});
  return rows.map(({ source, since, latched_at, recovered_at }) => ({
    source,
    since,
    latchedAt: latched_at,
    recoveredAt: recovered_at
  }));
}
