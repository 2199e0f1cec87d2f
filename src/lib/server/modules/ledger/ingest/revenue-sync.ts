/**
 * One sync of the ledger: history up to where the chain is final, then the unsettled window as a whole, then what can be
 * settled, named and valued. Each part stands alone: what was stored stays when a later part fails.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { dateOf } from '../../../../domain/time/periods.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { RevenueStatus } from '../../../platform/store/documents/ledger-status.ts';
import { readTip } from './chain-blocks.ts';
import { readCursors } from './cursors.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { readHistory, type History } from './history.ts';
import { replaceRange } from './ledger.ts';
import { repairAttribution } from './lookups.ts';
import type { MessageLoader } from '../../messages/module.ts';
import type { RangeSource } from './range-source.ts';
import { blockbookSource, daemonSource } from './range-sources.ts';
import { repairValues } from './repair.ts';
import { rebuildIfTrackedChanged } from './rebuild.ts';
import { retryFailed } from './retry.ts';
import { readBlocksToSettle, settlePayments } from './settle.ts';
import { readStatus, statusEntries } from '../../../platform/store/documents/ingest-status.ts';

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
  const stop = new AbortController();
  const dump = messages.ensureDump({ ...run, signal: AbortSignal.any([run.signal, stop.signal]) });
  dump.catch(() => undefined);
  try {
    const { revenue, isChanged } = await readBesideDump(deps, run, { dump, messages });
    const hasMessages = await dump;
    const repaired = await repairPayments(deps, run, { tip: revenue.tip, messages });
    const complete = revenue.complete || (hasMessages && (await arePricesKnown(deps)));
    await storeRevenueStatus(deps, run, { ...revenue, complete });
    return { tip: revenue.tip, isChanged: isRebuilt || isChanged || repaired > 0, complete };
  } finally {
    // Its lease ends with this run.
    stop.abort();
    await dump.catch(() => undefined);
  }
}

interface PaymentsRead {
  revenue: RevenueStatus;
  isChanged: boolean;
}

/**
 * Reads payments, and again from time to time while the dump of messages is on its way: a source that takes minutes for it
 * holds up names and nothing else. Payments are named quickest as they are stored, so a first sync keeps what it has read
 * a little, until the dump has come to it. Throws what the last reading threw.
 */
async function readBesideDump(
  deps: IngestDeps,
  run: Run,
  { dump, messages }: { dump: Promise<boolean>; messages: MessageLoader }
): Promise<PaymentsRead> {
  const isFirst = [...(await readCursors(deps)).values()].every((height) => height === 0);
  const patience = isOver(dump, isFirst ? messages.patienceMs : 0, run.signal);
  patience.catch(() => undefined); // met where it is waited for
  const isDue = (height: number) => Promise.race([messages.reached(height), patience.then(() => undefined)]);
  for (let isChanged = false; ;) {
    const read = await readPayments(deps, run, { isFirst, isDue }).catch(upstreamFailure);
    if (!(read instanceof UpstreamError)) isChanged ||= read.isChanged;
    if (!(await isOver(dump, messages.followEveryMs, run.signal))) continue;
    if (read instanceof UpstreamError) throw read;
    return { ...read, isChanged };
  }
}

function upstreamFailure(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}

/** Whether some work ends, well or not, within a time. */
async function isOver(work: Promise<unknown>, withinMs: number, signal: AbortSignal): Promise<boolean> {
  const ended = new AbortController();
  const timer = pause(withinMs, false, { signal: AbortSignal.any([signal, ended.signal]) });
  try {
    const over = () => true;
    return await Promise.race([work.then(over, over), timer]);
  } finally {
    ended.abort();
  }
}

/** Makes the ledger equal to the chain up to its tip, and says so. */
async function readPayments(
  deps: IngestDeps,
  run: Run,
  { isFirst, isDue }: Pick<History, 'isDue'> & { isFirst: boolean }
): Promise<PaymentsRead> {
  const { blockbook, daemon } = sourcesOf(deps);
  const { tip, tipTime } = await readTip(deps, run.signal);
  const hasHistory = await readHistory(deps, run, {
    cursors: await readCursors(deps),
    to: settledHeight(tip, fluxProfile),
    tip,
    sources: [blockbook, daemon],
    status: () => readStatus(deps.store),
    isDue
  });
  // The daemon is not asked again for what is known. Of nothing known, Blockbook tells all in one answer.
  const window = await replaceWindow(deps, run, {
    tip,
    sources: isFirst ? [blockbook, daemon] : [daemon, blockbook]
  });
  const { revenue: before } = await readStatus(deps.store);
  const complete = before?.complete === true;
  // A block is no older than one below it.
  const earlier = before !== undefined && before.tip <= tip ? before.tipTime : null;
  const revenue = { tip, tipTime: tipTime ?? earlier, completedAt: deps.now(), complete };
  await storeRevenueStatus(deps, run, revenue);
  return { revenue, isChanged: hasHistory || window };
}

/** Resolves with how much has changed. */
async function repairPayments(
  deps: IngestDeps,
  run: Run,
  { tip, messages }: { tip: number; messages: MessageLoader }
): Promise<number> {
  const sources = Object.values(sourcesOf(deps));
  const confirmed = readBlocksToSettle(deps, run, tip);
  confirmed.catch(() => undefined); // met below
  const named = await repairAttribution(deps, run, messages.asked);
  const valued = await repairValues(deps, run);
  const replaced = await settlePayments(deps, run, { tip, hashes: await confirmed });
  for (const height of replaced) await replaceRange(deps, run, { from: height, to: height, tip, sources });
  const retried = await retryFailed(deps, run, { tip, sources });
  return named + valued + replaced.length + retried;
}

function sourcesOf({ blockbook, daemon }: IngestDeps): { blockbook: RangeSource; daemon: RangeSource } {
  return { blockbook: blockbookSource(blockbook, daemon), daemon: daemonSource(daemon, blockbook) };
}

/** Payments are true up to here from now on, whatever becomes of names and values. */
async function storeRevenueStatus({ store, now }: IngestDeps, { lease }: Run, revenue: RevenueStatus): Promise<void> {
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
      const cursorTo = Math.max(from - 1, settledHeight(to, fluxProfile));
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
