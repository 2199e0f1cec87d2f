/**
 * Where in the ledger a page is: payments per 1,000 blocks, kept in memory while they are true.
 *
 * A page ten thousand deep is then as near as the first one: the counts say in which range its first row is, and at most
 * that range's payments are skipped. Old ranges do not change, so counts that are seconds old still name the right rows.
 */
import type { Source } from '../../../../contract/ledger/revenue.ts';
import { payers } from '../../../../domain/payments/payers.ts';
import { SORT_KEY_BITS } from '../../../../domain/payments/sort-keys.ts';
import type { ReadOptions } from './options.ts';
import { createRecent } from './recent.ts';

const BLOCKS_PER_RANGE = 1_000n;
/** Above every payment: where the newest range begins. */
export const HIGHEST_KEY = 2n ** 63n - 1n;

export interface Place {
  /** All payments of the sources. */
  total: number;
  /** The row wanted is among those below this sort key, after `skip` of them. */
  beforeKey: bigint;
  skip: number;
}

export interface LedgerCounts {
  /** The place of the payment number `skip` (from 0, newest first) of some sources. */
  placeOf(sources: readonly Source[], skip: number): Promise<Place>;
  /** The one count of all payments. */
  total(): Promise<number>;
}

/** Newest range first; `newer` payments are above the range. */
interface Counts {
  total: number;
  ranges: { range: number; newer: number }[];
}

interface Snapshot {
  rows: { block_range: number; source: Source; payment_count: number }[];
  bySources: Map<string, Counts>;
}

export function createLedgerCounts(options: ReadOptions): LedgerCounts {
  const snapshot = createRecent<Snapshot>(options, async () => ({
    rows: await options.store.query('payments_per_range', {}),
    bySources: new Map()
  }));

  const countsOf = async (sources: readonly Source[]): Promise<Counts> => {
    const { rows, bySources } = await snapshot();
    const key = sources.toSorted().join();
    const counts = bySources.get(key) ?? count(rows, new Set(sources));
    bySources.set(key, counts);
    return counts;
  };

  return {
    async placeOf(sources, skip) {
      const { total, ranges } = await countsOf(sources);
      const at = lastBefore(ranges, skip);
      const found = ranges[at];
      // The newest range is open: what has been added since stands before it.
      if (found === undefined || at === 0) return { total, beforeKey: HIGHEST_KEY, skip };
      const beforeKey = (BigInt(found.range + 1) * BLOCKS_PER_RANGE) << SORT_KEY_BITS;
      return { total, beforeKey, skip: skip - found.newer };
    },
    async total() {
      return (await countsOf(payers)).total;
    }
  };
}

function count(rows: Snapshot['rows'], sources: ReadonlySet<Source>): Counts {
  const ranges: Counts['ranges'] = [];
  let total = 0;
  for (const { block_range: range, source, payment_count } of rows) {
    if (!sources.has(source)) continue;
    if (ranges.at(-1)?.range !== range) ranges.push({ range, newer: total });
    total += payment_count;
  }
  return { total, ranges };
}

/** Index of the last range that starts at or before the payment; ranges ascend by `newer`. */
function lastBefore(ranges: Counts['ranges'], skip: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.newer ?? Infinity) <= skip) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
