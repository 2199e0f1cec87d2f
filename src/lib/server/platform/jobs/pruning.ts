/**
 * How long what jobs and operators leave behind is kept.
 *
 * Runs: routine ones (by schedule, succeeded) for a day, failures and what somebody asked for for thirty days, the newest
 * success of each job for ever. There are 2,000 routine runs a day. The record of administrative calls: the newest 100,000,
 * and of ninety days all that were authorized, however many others there were.
 *
 * Pruned in small steps as jobs end; a step that fails is logged and comes again.
 */
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';

const DAY = 86_400;
const RUNS_SECONDS = 30 * DAY;
const ROUTINE_SECONDS = DAY;
const CALLS = 100_000;
const CALLS_SECONDS = 90 * DAY;
const EVERY_SECONDS = 600;
/** Of a step: more than comes between two of them, few enough that no writer waits for long. */
const MAX_ROWS = 10_000;

export interface PruningOptions {
  store: Store;
  now: () => number;
  /** Seconds, monotonic. */
  elapsed: () => number;
  /** By a clock that may be ahead nothing is old. */
  isTimeSure: () => boolean;
  log: Logger;
  calls?: number;
}

/** Call it whenever a job ends. */
export function createPruning(options: PruningOptions): () => Promise<void> {
  const { store, now, elapsed, isTimeSure, log, calls = CALLS } = options;
  let dueAt = -Infinity;
  return async () => {
    if (elapsed() < dueAt || !isTimeSure()) return;
    dueAt = elapsed() + EVERY_SECONDS;
    const at = now();
    try {
      const runs = { before: at - RUNS_SECONDS, routine_before: at - ROUTINE_SECONDS };
      await store.query('jobs_prune', { ...runs, limit: MAX_ROWS });
      await store.query('audit_prune', { keep: calls, before: at - CALLS_SECONDS, limit: MAX_ROWS });
    } catch (err) {
      log.warn({ err }, 'old runs and calls not pruned');
    }
  };
}
