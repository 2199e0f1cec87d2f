/**
 * Keeps the panels: each is made of the first source that answers, as often as it changes, and stored for every process. A
 * panel that cannot be made costs itself: why is stored beside what it was.
 */
import { askInOrder, NothingAnswers } from '../../../chains/ask-in-order.ts';
import type { BitcoinSources } from '../../../chains/bitcoin/open-bitcoin.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { panelNames, panelSeconds, type PanelName } from '../panel-names.ts';
import { panelWays, type Made } from './panel-makers.ts';

export interface WatchDeps extends WorkDeps {
  bitcoin: BitcoinSources;
}

export interface WatchReport {
  made: string[];
  failed: string[];
}

export function createWatch(deps: WatchDeps): (run: Run) => Promise<WatchReport> {
  const { store, bitcoin, now } = deps;
  const dueAt = new Map<string, number>();

  /** null: nobody can tell. */
  async function make(name: PanelName, signal: AbortSignal): Promise<Made | { state: string; reason: string }> {
    try {
      return await askInOrder(panelWays[name](bitcoin, now, signal));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const isMissing = error instanceof NothingAnswers && !error.isConfigured;
      const reason = error instanceof NothingAnswers ? error.reason : error.message;
      return { state: isMissing ? 'not configured' : 'not available', reason };
    }
  }

  return async ({ lease, signal }) => {
    const report: WatchReport = { made: [], failed: [] };
    const due = panelNames.filter((name) => (dueAt.get(name) ?? 0) <= now());
    for (const name of due) {
      signal.throwIfAborted();
      const told = await make(name, signal);
      dueAt.set(name, now() + panelSeconds[name]);
      const isMade = 'value' in told;
      (isMade ? report.made : report.failed).push(name);
      await store.query('store_bitcoin_panel', {
        ...lease,
        name,
        body: isMade ? JSON.stringify(told.value) : null,
        source: isMade ? told.source : null,
        state: isMade ? 'ok' : told.state,
        reason: isMade ? null : told.reason,
        at: now()
      });
    }
    return report;
  };
}
