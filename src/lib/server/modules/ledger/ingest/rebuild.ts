/**
 * Derives the whole ledger again from stored facts, offline: after a change of the tracked addresses, and for the
 * backfill routes. In slices of whole blocks, so that a sync may come in between when the lease is given back.
 */
import { keySet, type FactRow } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { derivePayments } from './derive.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { fromFact } from './facts.ts';
import { readStatus, statusEntries, type NewIngestStatus } from '../../../platform/store/documents/ingest-status.ts';
import { lookOf } from './message-look.ts';
import { isUnchanged, keysOf, ledgerWrite, type LedgerWrite, type StoredRange } from './write.ts';

const FACTS_PER_SLICE = 1_000;
/** Above every block. */
const HIGHEST = 2_147_483_647;

/**
 * Rebuilds when the configured addresses are not the ones that the ledger was derived for; true when it did.
 *
 * Sums are partial from before the rebuild until a sync has read every address that is new. They count as unknown for so
 * long: served on, they would be a part shown as the whole. The product stays ready, because what it can answer (rows,
 * the census, snapshots) is there; only what was never read makes it unready.
 *
 * Facts of an address that is tracked no longer stay, its cursor does not: what happened to the chain while nobody looked
 * is known only by reading it from its first height when it comes back.
 */
export async function rebuildIfTrackedChanged(deps: IngestDeps, run: Run): Promise<boolean> {
  const tracked = [...deps.rules.tracked].sort();
  const before = await readStatus(deps.store);
  if (before.tracked?.join() === tracked.join()) return false;
  const store = (status: NewIngestStatus) =>
    deps.store.query('store_status', { ...run.lease, status: statusEntries(status), now: deps.now() });
  if (before.tracked === undefined) {
    await store({ tracked });
    return false;
  }
  const known = new Set(before.tracked);
  const isPartial = before.revenue?.isPartial === true || tracked.some((address) => !known.has(address));
  const revenue = (part: boolean): NewIngestStatus =>
    before.revenue === undefined ? {} : { revenue: { ...before.revenue, isPartial: part } };
  deps.log.info({ tracked }, 'tracked addresses changed, rebuilding payments');
  await store(revenue(true));
  await rebuildLedger(deps, run);
  const formerlyTracked = [...new Set([...(before.formerlyTracked ?? []), ...known])].filter(
    (address) => !deps.rules.tracked.has(address)
  );
  await deps.store.query('store_tracked', {
    ...run.lease,
    status: statusEntries({ tracked, formerlyTracked, ...revenue(isPartial) }),
    kept: keySet(tracked.filter((address) => known.has(address))),
    now: deps.now()
  });
  return true;
}

/** Resolves with the number of payments that changed. */
export async function rebuildLedger(deps: IngestDeps, run: Run): Promise<number> {
  const [counts] = (await deps.store.query('get_table_counts', {})).filter(({ name }) => name === 'chain_transactions');
  const total = counts?.rows ?? 0;
  let changed = 0;
  let done = 0;
  for (let height = -1; ;) {
    run.signal.throwIfAborted();
    const slice = await rebuildSlice(deps, run, height);
    if (slice === null) return changed;
    height = slice.height;
    changed += slice.changed;
    done += slice.facts;
    run.progress(done, Math.max(total, done));
  }
}

/** Derives the next blocks above a height; null when there are none. */
export async function rebuildSlice(
  deps: IngestDeps,
  run: Run,
  above: number
): Promise<{ height: number; changed: number; facts: number } | null> {
  const slice = await deriveSlice(deps, { above, to: HIGHEST, limit: FACTS_PER_SLICE });
  if (slice === null) return null;
  const { height, facts, write } = slice;
  if (!isUnchanged(write)) await deps.store.query('store_payments', { ...run.lease, ...write, now: deps.now() });
  return { height, changed: Object.keys(write.affected).length, facts };
}

export interface Slice {
  /** Everything up to here is derived. */
  height: number;
  /** How many facts were looked at. */
  facts: number;
  stored: StoredRange;
  /** What would have to be written so that the ledger is what its facts say. */
  write: LedgerWrite;
}

/** Derives about `limit` facts above a height, whole blocks of them, and writes nothing; null when there are none up to `to`. */
export async function deriveSlice(
  { store, rules, now }: Pick<IngestDeps, 'store' | 'rules' | 'now'>,
  { above, to, limit }: { above: number; to: number; limit: number }
): Promise<Slice | null> {
  const next = await wholeBlocks(store, { above, to, limit });
  const first = next[0];
  const last = next.at(-1);
  if (first === undefined || last === undefined) return null;
  const payments = await store.query('payments_in_range', keysOf(first.height, last.height));
  const stored = {
    facts: new Map(next.map((row) => [row.txid, row])),
    payments: new Map(payments.map((row) => [row.txid, row]))
  };
  const transactions = next.map(fromFact);
  const look = lookOf(await readStatus(store));
  const derived = await derivePayments(transactions, {
    store,
    rules,
    look,
    before: stored.payments,
    now: now()
  });
  const write = ledgerWrite({
    read: transactions,
    derived,
    stored,
    replaces: null,
    now: now(),
    isSettled: (_, before) => before?.settled === 1
  });
  return { height: last.height, facts: next.length, stored, write };
}

/** A block that the limit has cut is left to the next slice, unless it is the only one. */
async function wholeBlocks(
  store: Store,
  { above, to, limit }: { above: number; to: number; limit: number }
): Promise<FactRow[]> {
  const rows = await store.query('facts_after', { height: above, txid: '~', limit });
  const inside = rows.filter(({ height }) => height <= to);
  const cut = rows.at(-1)?.height;
  if (cut === undefined || rows.length < limit || inside.length < rows.length) return inside;
  const whole = rows.filter(({ height }) => height < cut);
  return whole.length > 0 ? whole : store.query('facts_in_range', { from: cut, to: cut });
}
