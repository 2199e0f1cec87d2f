/**
 * One sync of the ledger: history up to where the chain is final, then the unsettled window as a whole, then what can be
 * settled, named and valued. Each part stands alone: what was stored stays when a later part fails.
 */
import { dateOf } from '../../domain/periods.ts';
import { settledHeight } from '../../domain/unsettled.ts';
import { UpstreamError } from '../errors.ts';
import { readTip } from './chain-blocks.ts';
import { readCursors } from './cursors.ts';
import type { IngestDeps, Run } from './deps.ts';
import { readHistory } from './history.ts';
import { replaceRange } from './ledger.ts';
import { repairAttribution } from './lookups.ts';
import type { MessageLoader } from './messages.ts';
import { blockbookSource, daemonSource, type RangeSource } from './range-sources.ts';
import { repairValues } from './repair.ts';
import { rebuildIfTrackedChanged } from './rebuild.ts';
import { retryFailed } from './retry.ts';
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
  const sources = { blockbook: blockbookSource(deps.blockbook, deps.daemon), daemon: daemonSource(deps.daemon) };
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

/** Replaces everything unsettled by what the chain says now; a back end a few blocks behind answers for less. */
async function replaceWindow(
  deps: IngestDeps,
  run: Run,
  { tip, sources }: { tip: number; sources: RangeSource[] }
): Promise<boolean> {
  const from = Math.min(...(await readCursors(deps)).values()) + 1;
  for (let lag = 0; ; lag++) {
    const to = tip - lag;
    try {
      const cursorTo = Math.max(from - 1, settledHeight(to));
      return (await replaceRange(deps, run, { from, to, tip, sources, cursorTo })).payments > 0;
    } catch (error) {
      if (!(error instanceof UpstreamError) || lag >= MAX_LAG || to - 1 < from) throw error;
    }
  }
}

/** Closes reach back to the first payment: without them a first sync is not done. */
async function arePricesKnown({ store, now }: IngestDeps): Promise<boolean> {
  const closes = await store.query('closes_in_range', { start: '0000-00-00', end: dateOf(now()) });
  return closes.length > 0;
}
