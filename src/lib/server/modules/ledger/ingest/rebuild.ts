/**
 * Derives the whole ledger again from stored facts, offline: after a change of the tracked addresses, and for the
 * backfill routes. In slices of whole blocks, so that a sync may come in between when the lease is given back.
 */
import { keySet } from '../../../platform/store/rows.ts';
import { derivePayments } from './derive.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { fromFact } from './facts.ts';
import { readStatus, statusEntries, type NewIngestStatus } from '../../../platform/store/documents/ingest-status.ts';
import { lookOf } from './message-look.ts';
import { isUnchanged, ledgerWrite, readStored } from './write.ts';

const FACTS_PER_SLICE = 1_000;

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
  const { store, rules, now } = deps;
  const next = await store.query('facts_after', { height: above, txid: '~', limit: FACTS_PER_SLICE });
  const first = next[0];
  const last = next.at(-1);
  if (first === undefined || last === undefined) return null;
  const stored = await readStored(store, { from: first.height, to: last.height });
  const transactions = [...stored.facts.values()].map(fromFact);
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
  if (!isUnchanged(write)) await store.query('store_payments', { ...run.lease, ...write, now: now() });
  return { height: last.height, changed: Object.keys(write.affected).length, facts: stored.facts.size };
}
