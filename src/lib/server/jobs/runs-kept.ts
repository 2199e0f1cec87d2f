/**
 * How long runs of jobs are kept: routine ones (by schedule, succeeded) for a day, failures and what somebody asked for
 * for thirty days, the newest success of each job for ever. There are 2,000 routine runs a day.
 *
 * Pruned in small steps as jobs end; a step that fails is logged and comes again.
 */
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';

const KEPT_SECONDS = 30 * 86_400;
const ROUTINE_KEPT_SECONDS = 86_400;
const EVERY_SECONDS = 600;
/** Of a step: what has piled up goes within days, and no writer waits for it. */
const MAX_ROWS = 5_000;

/** Call it whenever a job ends. */
export function createPruning({ store, now, log }: { store: Store; now: () => number; log: Logger }) {
  let dueAt = -Infinity;
  return async (): Promise<void> => {
    const at = now();
    if (at < dueAt) return;
    dueAt = at + EVERY_SECONDS;
    const kept = { before: at - KEPT_SECONDS, routine_before: at - ROUTINE_KEPT_SECONDS, limit: MAX_ROWS };
    await store.query('jobs_prune', kept).catch((err: unknown) => log.warn({ err }, 'old runs not pruned'));
  };
}
