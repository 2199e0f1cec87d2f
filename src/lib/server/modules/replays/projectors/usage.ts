/** The roll-ups of metering by minute and by period, made again from the events that were recorded. */
import type { Store } from '../../../platform/store/store.ts';
import { laidAside, type Projector } from '../projector.ts';

/** What is beyond them is found by the next replay. */
const MOST_DIFFERENCES = 50_000;

export function createUsageRollups({ store, now }: { store: Store; now: () => number }): Projector {
  return {
    lease: 'proofs',
    async total() {
      const [counts] = await store.query('meter_replay_count', {});
      return counts?.rows ?? 0;
    },
    /** One look over all events: they are found by no tenant. */
    async next(cursor, { signal }) {
      signal.throwIfAborted();
      if (cursor !== '') return null;
      const [counts] = await store.query('meter_replay_count', {});
      const drift = await store.query('meter_replay_drift', { limit: MOST_DIFFERENCES });
      const rows = [...Map.groupBy(drift, ({ key }) => key)].map(([tenant, differing]) => {
        const sums = (side: 'stored' | 'actual') => Object.fromEntries(differing.map((row) => [row.part, row[side]]));
        return [`tenant:${tenant}`, laidAside(sums('stored'), { tenant, sums: sums('actual') })] as const;
      });
      return { cursor: 'done', count: counts?.rows ?? 0, rows: Object.fromEntries(rows) };
    },
    async exchange(id, { lease }) {
      await store.query('exchange_usage', { ...lease, id, now: now() });
    }
  };
}
