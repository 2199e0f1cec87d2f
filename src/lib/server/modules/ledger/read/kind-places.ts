/**
 * Payments of some days, sources and kinds of app: how many, their sums, and where in the ledger a page of them is.
 *
 * The roll-up counts them per 1,000 blocks, which is a range of sort keys. A page therefore reads the few ranges that it lies
 * in, however deep it is, and the total is exact.
 */
import { SORT_KEY_BITS } from '../../../../domain/payments/sort-keys.ts';
import type { Kinds } from './selection.ts';
import type { ReadOptions } from './options.ts';
import { createRecentByKey } from './recent.ts';
import type { Sums } from './sums.ts';

const BLOCKS_PER_RANGE = 1_000n;
/** Roll-ups of selections, a few hundred KiB each at a million payments. */
const KEPT = { max: 50, maxAgeSeconds: 10 };

export interface KindPlaces extends Sums {
  /** Newest range first. */
  ranges: { range: number; payments: number }[];
}

interface KeyRange {
  low: string;
  /** Excluded. */
  high: string;
}

export type KindLookup = (kinds: Kinds) => Promise<KindPlaces>;

export function createKindLookup(options: ReadOptions): KindLookup {
  const recent = createRecentByKey<KindPlaces>(options, KEPT);
  return (kinds) =>
    recent(JSON.stringify(kinds), async () => {
      const rows = await options.store.query('kinds_per_range', kinds);
      const sums: Sums = { sat: 0n, payments: 0, usdMicros: 0n, priced: 0 };
      for (const row of rows) {
        sums.sat += BigInt(row.amount_sat);
        sums.payments += row.payment_count;
        sums.usdMicros += BigInt(row.usd_micros);
        sums.priced += row.priced_count;
      }
      return {
        ...sums,
        ranges: rows.map(({ block_range, payment_count }) => ({ range: block_range, payments: payment_count }))
      };
    });
}

/** The ranges that hold the payments from number `skip` on (from 0, in the direction), and how many of theirs come before it. */
export function placeIn(
  { ranges }: KindPlaces,
  { skip, limit, direction }: { skip: number; limit: number; direction: 1 | -1 }
): { ranges: KeyRange[]; skip: number } {
  const ordered = direction === -1 ? ranges : ranges.toReversed();
  const within: number[] = [];
  let before = 0;
  let skipped = 0;
  for (const { range, payments } of ordered) {
    if (before >= skip + limit) break;
    if (before + payments > skip) within.push(range);
    else skipped += payments;
    before += payments;
  }
  return { ranges: keyRanges(within), skip: skip - skipped };
}

/** All ranges with payments of the selection; neighbours become one. */
export function keyRanges(ranges: readonly number[]): KeyRange[] {
  const joined: { from: number; to: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && last.to === range - 1) last.to = range;
    else joined.push({ from: range, to: range });
  }
  return joined.map(({ from, to }) => ({ low: keyAt(from), high: keyAt(to + 1) }));
}

function keyAt(range: number): string {
  return String((BigInt(range) * BLOCKS_PER_RANGE) << SORT_KEY_BITS);
}
