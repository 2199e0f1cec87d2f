/**
 * Keeps what is seen of Bitcoin: panels, each made of the first source that answers and as often as it changes; blocks; large
 * transactions. Whatever cannot be had costs itself: why is stored beside what it was.
 */
import { askInOrder, NothingAnswers } from '../../../chains/ask-in-order.ts';
import type { BitcoinSources } from '../../../chains/bitcoin/open-bitcoin.ts';
import type { FollowedMempool } from '../../../chains/bitcoin/node-mempool.ts';
import { NotAskable } from '../../../chains/chain-failures.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { panelNames, secondsOf, type PanelName } from '../panel-names.ts';
import { keepBlocks } from './blocks.ts';
import { keepLarge } from './large.ts';
import { panelWays, type Made, type Making } from './panel-makers.ts';

export interface WatchDeps extends WorkDeps {
  bitcoin: BitcoinSources;
}

export interface WatchReport {
  made: PanelName[];
  failed: PanelName[];
  /** null: nobody told of blocks. */
  blocks: number | null;
}

export function createWatch(deps: WatchDeps): (run: Run) => Promise<WatchReport> {
  const { store, bitcoin, now } = deps;
  const dueAt = new Map<PanelName, number>();

  async function keep(name: PanelName, making: Making, { lease }: Run): Promise<Made | null> {
    const told = await make(name, making);
    const isMade = 'value' in told;
    await store.query('store_bitcoin_panel', {
      ...lease,
      name,
      body: isMade ? JSON.stringify(told.value) : null,
      source: isMade ? told.source : null,
      state: isMade ? 'ok' : told.state,
      reason: isMade ? null : told.reason,
      at: now()
    });
    return isMade ? told : null;
  }

  return async (run) => {
    const { signal } = run;
    const report: WatchReport = { made: [], failed: [], blocks: null };
    const look: { mempool: Promise<FollowedMempool> | null } = { mempool: null };
    const followed = () => (look.mempool ??= followedBy(bitcoin, signal));
    const making = { sources: bitcoin, followed, now, signal };
    for (const name of panelNames) {
      if ((dueAt.get(name) ?? 0) > now()) continue;
      signal.throwIfAborted();
      const told = await keep(name, making, run);
      dueAt.set(name, now() + secondsOf(name, told?.source ?? null));
      (told === null ? report.failed : report.made).push(name);
    }
    if (look.mempool !== null) await orNull(look.mempool.then((mempool) => keepLarge(deps, run, mempool)));
    const isTold = report.made.includes('head');
    report.blocks = isTold ? await orNull(keepBlocks({ ...deps, explorer: bitcoin.explorer }, run)) : null;
    return report;
  };
}

async function make(name: PanelName, making: Making): Promise<Made | { state: string; reason: string }> {
  try {
    return await askInOrder(panelWays[name](making));
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const isMissing = error instanceof NothingAnswers && !error.isConfigured;
    const reason = error instanceof NothingAnswers ? error.reason : error.message;
    return { state: isMissing ? 'not configured' : 'not available', reason };
  }
}

function followedBy({ node }: BitcoinSources, signal: AbortSignal): Promise<FollowedMempool> {
  return node === null
    ? Promise.reject(new NotAskable('bitcoin-node', 'no own node is configured'))
    : node.follow.look(signal);
}

/** What a source fails to give is said where it is shown. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof UpstreamError) return null;
    throw error;
  });
}
