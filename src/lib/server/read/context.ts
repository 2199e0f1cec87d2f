/** What every reading function is given; made once per process. */
import type { Store } from '../store/store.ts';
import { createLedgerCounts, type LedgerCounts } from './ledger-counts.ts';
import { createSearchCounts, type SearchCounts } from './search-counts.ts';

export interface ReadOptions {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  /** Grows whenever answers may have changed. */
  dataVersion: () => number;
  revenueIntervalSeconds: number;
  censusIntervalSeconds: number;
}

export interface ReadContext extends ReadOptions {
  ledger: LedgerCounts;
  searchCounts: SearchCounts;
}

export function createContext(options: ReadOptions): ReadContext {
  return { ...options, ledger: createLedgerCounts(options), searchCounts: createSearchCounts(options) };
}
