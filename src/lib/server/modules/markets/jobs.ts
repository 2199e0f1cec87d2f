/**
 * The job of the market. Without settings there is none, and no request leaves.
 *
 * No source of it can fail the run: what is away is said by the panels that need it, by the state of the source, and in the
 * result of the run.
 */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { TimedDeps } from '../../platform/jobs/run.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { createBalanceSync } from './ingest/balances.ts';
import { createCloseSync } from './ingest/closes.ts';
import { createListSync } from './ingest/lists.ts';
import { syncLivePrices } from './ingest/live-prices.ts';
import type { ReadLists } from './lists/lists-file.ts';
import type { MarketSources } from './upstream/ports.ts';

export interface MarketJobDeps extends TimedDeps {
  /** null: Bitcoin is off. */
  markets: MarketSources | null;
  readLists: ReadLists;
  leases: Leases;
  intervals: { priceSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
}

/** After the first sync has begun. */
const DELAY_MS = 5_000;

export function marketJobs({ markets, ...deps }: MarketJobDeps): JobDefinition[] {
  if (markets === null) return [];
  const syncCloses = createCloseSync({ ...deps, sources: markets });
  const syncLists = createListSync({ ...deps, lists: markets.lists });
  const syncBalances = createBalanceSync({ ...deps, balances: markets.balances });
  return [
    {
      name: 'market-sync',
      everyMs: deps.intervals.priceSeconds * 1_000,
      delayMs: DELAY_MS,
      run: underLease(deps.leases)('markets', async (run) => {
        const live = await syncLivePrices({ ...deps, live: markets.live }, run);
        const closes = await syncCloses(run);
        const lists = await syncLists(run);
        const balances = await syncBalances(run);
        if (live !== null || closes.stored + lists.length + balances > 0) deps.onChange();
        return { live, ...closes, lists, balances };
      })
    }
  ];
}
