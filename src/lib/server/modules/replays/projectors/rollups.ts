/**
 * The roll-ups of the ledger: days, ranges of blocks, apps, payers. Each key is compared with its payments in one statement,
 * so whatever the sync writes meanwhile is on both sides; those that differ are made again in one transaction.
 */
import { keySet } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { laidAside, type Batch, type Projector, type Range } from '../projector.ts';
import type { DriftRow, LaidAside, RollupPart } from '../statements.ts';

const parts = ['days', 'ranges', 'apps', 'payers'] as const satisfies RollupPart[];

/** Days and payers may each have very many payments: a few at a time keep statements short. */
const KEYS_PER_STEP = { days: 31, ranges: 100, apps: 500, payers: 500 } as const satisfies Record<RollupPart, number>;

export interface RollupSlice {
  part: RollupPart;
  after: string;
  count: number;
  drift: DriftRow[];
}

/** Compares the next keys of the roll-ups; null: all were. `at`: where the slice before has ended; null: at the beginning. */
export async function compareRollups(
  store: Store,
  at: Pick<RollupSlice, 'part' | 'after'> | null,
  limit = Number.MAX_SAFE_INTEGER
): Promise<RollupSlice | null> {
  let { part, after } = at ?? { part: parts[0], after: '' };
  for (;;) {
    const most = Math.min(limit, KEYS_PER_STEP[part]);
    const keys = (await store.query('rollup_keys', { part, after, limit: most })).map(({ key }) => key);
    const last = keys.at(-1);
    if (last !== undefined) {
      const drift = await driftOf(store, part, keys);
      return { part, after: last, count: keys.length, drift };
    }
    const next = parts[parts.indexOf(part) + 1];
    if (next === undefined) return null;
    [part, after] = [next, ''];
  }
}

function driftOf(store: Store, part: RollupPart, keys: string[]): Promise<DriftRow[]> {
  if (part === 'ranges')
    return store.query('rollup_drift_ranges', { keys: keySet(keys.map((key) => String(Number(key)))) });
  return store.query(`rollup_drift_${part}`, { keys: keySet(keys) });
}

/** As exchange_ledger takes the keys of roll-ups. */
const keyOf = {
  days: (key: string) => ({ date: key }),
  ranges: (key: string) => ({ block_range: Number(key) }),
  apps: (key: string) => ({ app_name: key }),
  payers: (key: string) => ({ from_address: key })
} as const;

export function createRollups({ store, now }: { store: Store; now: () => number }): Projector {
  return {
    lease: 'revenue',
    async total() {
      const [counts] = await store.query('rollup_counts', {});
      return counts === undefined ? 0 : parts.reduce((sum, part) => sum + counts[part], 0);
    },
    async next(cursor, { limit, range, signal }) {
      signal.throwIfAborted();
      const [, part, after = ''] = /^(days|ranges|apps|payers):(.*)$/s.exec(cursor) ?? [];
      const slice = await compareRollups(store, part === undefined ? null : { part: part as RollupPart, after }, limit);
      return slice === null ? null : batchOf(slice, range);
    },
    async exchange(id, { lease }) {
      await store.query('exchange_ledger', { ...lease, id, events: [], now: now() });
    }
  };
}

function batchOf({ part, after, count, drift }: RollupSlice, range: Range): Batch {
  const rows: Record<string, LaidAside> = {};
  for (const [key, differing] of Map.groupBy(drift, (row) => row.key)) {
    if (part === 'ranges' && !isInside(Number(key), range)) continue;
    const sides = (side: 'stored' | 'actual') =>
      Object.fromEntries(differing.flatMap((row) => (row[side] === null ? [] : [[row.part, row[side]]])));
    rows[`${part}:${key}`] = laidAside(sides('stored'), { ...keyOf[part](key), sums: sides('actual') });
  }
  return { cursor: `${part}:${after}`, count, rows };
}

function isInside(blockRange: number, { from, to }: Range): boolean {
  return blockRange >= Math.floor(from / 1_000) && blockRange <= Math.floor(to / 1_000);
}
