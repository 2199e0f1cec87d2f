/**
 * The log of changes, held against the ledger: a payment whose state was never told is told now. Nothing is told twice, and
 * nothing of before the oldest event that is kept: that was told once, or before a reader had to read the whole again.
 */
import { paymentEvents } from '../../ledger/module.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { laidAside, type Projector } from '../projector.ts';

export function createEventLog({ store, now }: { store: Store; now: () => number }): Projector {
  const oldestAt = async () => (await store.query('events_after', { after: 0, limit: 1 }))[0]?.at ?? null;
  return {
    lease: 'revenue',
    total: () => Promise.resolve(0),
    async next(cursor, { range, limit, signal }) {
      signal.throwIfAborted();
      const since = await oldestAt();
      if (since === null) return null;
      const after_key = cursor === '' ? '-1' : cursor;
      const untold = await store.query('replay_untold_payments', { since, after_key, limit });
      const last = untold.at(-1);
      if (last === undefined) return null;
      const inside = untold.filter(({ block_height: height }) => height >= range.from && height <= range.to);
      const events = paymentEvents(new Map(), { written: inside, removed: [], now: now() });
      const rows = events.map(
        (event) => [event.id, laidAside(null, { tells: event.id }, { events: [once(event)] })] as const
      );
      return { cursor: last.sort_key, count: untold.length, rows: Object.fromEntries(rows) };
    },
    async exchange(id, { lease }) {
      await store.query('exchange_ledger', { ...lease, id, events: [], now: now() });
    }
  };
}

/** What was told meanwhile is left out. */
const once = (event: EventDraft): EventDraft => ({ ...event, recurs: 0 });
