/** The reads on an empty store in memory at NOON, for tests of what they answer. */
import { createReads } from './reads.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { NOON, plant, type Planted } from './factories.ts';

const stores: Store[] = [];

/** For afterEach: closes what openReads opened. */
export async function closeReads(): Promise<void> {
  await Promise.all(stores.splice(0).map((store) => store.close()));
}

/** `planted` null: no sync ever ran. */
export async function openReads(planted: Planted | null = {}) {
  const store = await openSqlite(':memory:');
  stores.push(store);
  if (planted !== null) await plant(store, planted);
  const clock = { now: NOON };
  let looks = 0;
  const reads = createReads({
    store,
    now: () => clock.now,
    // Tests write past the jobs that would tell: nothing is remembered from one look to the next.
    dataVersion: () => looks++,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  return { store, reads, clock };
}
