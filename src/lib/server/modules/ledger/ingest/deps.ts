/** What the indexer's steps are given; api.ts builds it once. */
import type { Logger } from 'pino';
import type { RevenueRules } from '../../../../domain/payments.ts';
import type { Fenced } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import type {
  AppMessages,
  Blockbook,
  DailyPriceSource,
  Daemon,
  LivePriceSource
} from '../../../platform/upstream/ports.ts';

export interface IngestDeps {
  store: Store;
  daemon: Daemon;
  blockbook: Blockbook;
  appMessages: AppMessages;
  prices: { daily: DailyPriceSource[]; live: LivePriceSource[] };
  rules: RevenueRules;
  /** Unix seconds. */
  now: () => number;
  /** Seconds since some moment, monotonic: for durations. */
  elapsed: () => number;
  log: Logger;
}

/** One run of a step: the lease it writes under, when to stop, whom to tell how far it is. */
export interface Run {
  lease: Fenced;
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}
