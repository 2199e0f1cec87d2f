/**
 * Removes events that are older than they are kept, in small steps, so that nobody who counts waits long. Minutes and periods
 * stay, for ever. With an event its idempotency key is forgotten.
 */
import type { Store } from '../../../platform/store/store.ts';

const DAY_SECONDS = 86_400;
const MINUTE = 60;
const ROWS_PER_STEP = 2_000;

/** Resolves with how many were removed. */
export async function pruneMeterEvents(
  store: Store,
  { days, now, signal }: { days: number; now: number; signal: AbortSignal }
): Promise<number> {
  const limit = now - days * DAY_SECONDS;
  const before = limit - (limit % MINUTE);
  let removed = 0;
  for (let from = 0; !signal.aborted;) {
    const [next] = await store.query('meter_next_event', { from });
    if (next?.event_at == null || next.event_at >= before) break;
    from = next.event_at;
    const to = Math.min(from + DAY_SECONDS, before);
    const rows = await store.query('meter_events_prune', { before, from, to, limit: ROWS_PER_STEP });
    removed += rows.length;
    // What is left of the range came late.
    if (rows.length < ROWS_PER_STEP) from = to;
  }
  return removed;
}
