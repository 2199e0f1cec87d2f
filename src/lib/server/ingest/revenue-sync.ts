/**
 * One sync of the ledger: history up to where the chain is final, then the unsettled window as a whole, then what can be
 * settled, named and valued. Each part stands alone: what was stored stays when a later part fails.
 */
import { dateOf } from '../../domain/periods.ts';
import { settledHeight } from '../../domain/unsettled.ts';
import { UpstreamError } from '../errors.ts';
import type { IngestDeps, Run } from './deps.ts';
import { readHistory } from './history.ts';
import { readLedgerRange, writeLedgerRange } from './ledger.ts';
import type { MessageLoader } from './messages.ts';
import { blockbookSource, daemonSource, type RangeSource } from './range-sources.ts';
import { repairAttribution, repairValues } from './repair.ts';
import { rebuildIfTrackedChanged } from './rebuild.ts';
import { settlePayments } from './settle.ts';
import { readStatus, statusEntries, type IngestStatus } from './status.ts';

export interface SyncResult {
  tip: number;
  /** Whether any answer that visitors see may differ now. */
  isChanged: boolean;
  complete: boolean;
}

/** How far below the known tip a lagging back end may be before its answer is not waited for. */
const MAX_LAG = 4;

export async function syncRevenue(deps: IngestDeps, run: Run, messages: MessageLoader): Promise<SyncResult> {
  const isRebuilt = await rebuildIfTrackedChanged(deps, run);
  const { blockbook, daemon } = deps;
  const sources = { blockbook: blockbookSource(blockbook, daemon), daemon: daemonSource(daemon, blockbook) };
  const { tip, tipTime } = await readTip(deps, run.signal);
  const cursors = await readCursors(deps);

  // A first sync names its payments as it stores them; a later one does not wait for a dump that failed before.
  const isFirst = [...cursors.values()].every((height) => height === 0);
  const dump = messages.ensureDump(run);
  dump.catch(() => undefined);
  if (isFirst) await dump;
  const hasHistory = await readHistory(deps, run, {
    cursors,
    to: settledHeight(tip),
    tip,
    sources: [sources.blockbook, sources.daemon],
    status: () => readStatus(deps.store)
  });
  const window = await replaceWindow(deps, run, { tip, sources: [sources.daemon, sources.blockbook] });
  const wasComplete = (await readStatus(deps.store)).revenue?.complete === true;
  await storeRevenueStatus(deps, run, { tip, tipTime, completedAt: deps.now(), complete: wasComplete });
  const hasMessages = await dump;

  const named = await repairAttribution(deps, run, messages.asked);
  const valued = await repairValues(deps, run);
  const replaced = await settlePayments(deps, run, tip);
  for (const height of replaced)
    await replaceRange(deps, run, { from: height, to: height, tip, sources: Object.values(sources) });
  const retried = await retryFailed(deps, run, { tip, sources: Object.values(sources) });

  const complete = wasComplete || (hasMessages && (await arePricesKnown(deps)));
  await storeRevenueStatus(deps, run, { tip, tipTime, completedAt: deps.now(), complete });
  const isChanged = isRebuilt || hasHistory || window || named + valued + replaced.length + retried > 0;
  return { tip, isChanged, complete };
}

/** Payments are true up to here from now on, whatever becomes of names and values. */
async function storeRevenueStatus(
  { store, now }: IngestDeps,
  { lease }: Run,
  revenue: NonNullable<IngestStatus['revenue']>
): Promise<void> {
  await store.query('store_status', { ...lease, status: statusEntries({ revenue }), now: now() });
}

/** The tip as the daemon says it, else as Blockbook does; with the header time of its block where that can be had. */
async function readTip(deps: IngestDeps, signal: AbortSignal): Promise<{ tip: number; tipTime: number }> {
  try {
    const tip = await deps.daemon.tip(signal);
    return { tip, tipTime: await timeOf(deps, tip, signal) };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    deps.log.warn({ err: error }, 'daemon tip unknown, following blockbook');
    const { bestHeight } = await deps.blockbook.status(signal);
    return { tip: bestHeight, tipTime: deps.now() };
  }
}

/** A back end that is a block behind does not know the tip's hash yet: the clock is as good within a minute. */
async function timeOf(deps: IngestDeps, height: number, signal: AbortSignal): Promise<number> {
  try {
    const { time } = await deps.daemon.blockHeader(await deps.daemon.blockHash(height, signal), signal);
    return time;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return deps.now();
  }
}

/** Every tracked address with the height up to which it is known; one that was never read starts before the chain. */
async function readCursors({ store, rules }: IngestDeps): Promise<Map<string, number>> {
  const rows = await store.query('sync_cursors', {});
  const known = new Map(rows.map(({ address, height }) => [address, height]));
  return new Map([...rules.tracked].map((address) => [address, known.get(address) ?? 0]));
}

interface ChainView {
  tip: number;
  sources: RangeSource[];
}

/** Replaces everything unsettled by what the chain says now; a back end a few blocks behind answers for less. */
async function replaceWindow(deps: IngestDeps, run: Run, { tip, sources }: ChainView): Promise<boolean> {
  const from = Math.min(...(await readCursors(deps)).values()) + 1;
  for (let lag = 0; ; lag++) {
    const to = tip - lag;
    try {
      return await replaceRange(deps, run, { from, to, tip, sources, cursorTo: Math.max(from - 1, settledHeight(to)) });
    } catch (error) {
      if (!(error instanceof UpstreamError) || lag >= MAX_LAG || to - 1 < from) throw error;
    }
  }
}

/** Makes the ledger equal to the chain in a range of heights, for all tracked addresses; true when something differed. */
export async function replaceRange(
  deps: IngestDeps,
  run: Run,
  { from, to, tip, sources, cursorTo = null }: ChainView & { from: number; to: number; cursorTo?: number | null }
): Promise<boolean> {
  const status: IngestStatus = await readStatus(deps.store);
  const addresses = [...deps.rules.tracked];
  const range = { from, to, addresses, sources, tip, status, cursorTo };
  const write = await writeLedgerRange(deps, run, await readLedgerRange(deps, range, run.signal));
  if (write.reorgs > 0) deps.log.warn({ from, to, transactions: write.reorgs }, 'chain reorganised');
  return write.payments > 0;
}

/** Transactions that could not be read: their blocks are read again. */
async function retryFailed(deps: IngestDeps, run: Run, { tip, sources }: ChainView): Promise<number> {
  const failed = await deps.store.query('failed_transactions', { limit: 20 });
  const heights = [...new Set(failed.map(({ height }) => height))].filter((height) => height <= settledHeight(tip));
  let changed = 0;
  for (const height of heights) {
    try {
      if (await replaceRange(deps, run, { from: height, to: height, tip, sources })) changed++;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      deps.log.warn({ height, err: error }, 'failed transactions not read again');
    }
  }
  return changed;
}

/** Closes reach back to the first payment: without them a first sync is not done. */
async function arePricesKnown({ store, now }: IngestDeps): Promise<boolean> {
  const closes = await store.query('closes_in_range', { start: '0000-00-00', end: dateOf(now()) });
  return closes.length > 0;
}
