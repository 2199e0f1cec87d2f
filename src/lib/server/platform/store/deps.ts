/** What the operations on history are given; jobs pass it on. */
import type { Logger } from 'pino';
import type { Fenced } from './rows.ts';
import type { Store } from './store.ts';

export interface OpsDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  log: Logger;
}

/** One run of an operation: the lease it writes under, when to stop, whom to tell how far it is. */
export interface OpsRun {
  lease: Fenced;
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}
