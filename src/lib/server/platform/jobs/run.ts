/** What the steps of jobs are given. */
import type { Logger } from 'pino';
import type { Fenced } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export interface WorkDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  log: Logger;
}

export interface TimedDeps extends WorkDeps {
  /** Seconds since some moment, monotonic: for durations. */
  elapsed: () => number;
}

/** One run of a job's work: the lease it writes under, when to stop, whom to tell how far it is. */
export interface Run {
  lease: Fenced;
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}
