/**
 * Removes events that are older than they are kept. The head remembers what was removed, so a reader who missed it is told.
 *
 * In small steps, so that no writer waits long for the head's row. By a clock that may be ahead nothing is old.
 */
import type { Store } from '../store/store.ts';
import { readHead } from './log.ts';

const DAY_SECONDS = 86_400;
const ROWS_PER_STEP = 2_000;

/** Resolves with how many were removed. */
export async function pruneEvents(
  store: Store,
  { days, now, signal }: { days: number; now: number; signal: AbortSignal }
): Promise<number> {
  const first = await readHead(store);
  let { floor } = first;
  while (!signal.aborted) {
    await store.query('events_prune', { before: now - days * DAY_SECONDS, limit: ROWS_PER_STEP });
    const head = await readHead(store);
    if (head.floor === floor) break;
    ({ floor } = head);
  }
  return floor - first.floor;
}
