/** What reading is made with: the store, the clock, and how old an answer may be. */
import type { Store } from '../../../platform/store/store.ts';

export interface ReadOptions {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  /** Grows whenever answers may have changed. */
  dataVersion: () => number;
  revenueIntervalSeconds: number;
  censusIntervalSeconds: number;
}
