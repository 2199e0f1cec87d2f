/** How many payments a search found, remembered until the data change: the pages of one search count once. */
import { LRUCache } from 'lru-cache';
import type { KeySet } from '../../../platform/store/rows.ts';
import type { ReadOptions } from './options.ts';

export interface SearchCounts {
  get(needle: string, sources: KeySet): number | undefined;
  set(needle: string, sources: KeySet, total: number): void;
}

const MAX_SEARCHES = 1_000;
/** Other processes write too, without telling this one. */
const MAX_AGE_SECONDS = 60;

export function createSearchCounts({ now, dataVersion }: Pick<ReadOptions, 'now' | 'dataVersion'>): SearchCounts {
  const counts = new LRUCache<string, { total: number; version: number; at: number }>({ max: MAX_SEARCHES });
  const keyOf = (needle: string, sources: KeySet) => `${Object.keys(sources).toSorted().join()} ${needle}`;
  return {
    get(needle, sources) {
      const known = counts.get(keyOf(needle, sources));
      if (known?.version !== dataVersion()) return undefined;
      const age = now() - known.at;
      if (age < 0 || age > MAX_AGE_SECONDS) return undefined;
      return known.total;
    },
    set(needle, sources, total) {
      counts.set(keyOf(needle, sources), { total, version: dataVersion(), at: now() });
    }
  };
}
