/** The job of prices. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { TimedDeps } from '../../platform/jobs/run.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { createPriceSync } from './ingest/prices.ts';
import type { PriceSources } from './upstream/ports.ts';

export interface PriceJobDeps extends TimedDeps {
  prices: PriceSources;
  leases: Leases;
  intervals: { priceSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
}

export function priceJobs(deps: PriceJobDeps): JobDefinition[] {
  const prices = createPriceSync(deps);
  return [
    {
      name: 'price-sync',
      everyMs: deps.intervals.priceSeconds * 1000,
      run: underLease(deps.leases)('prices', async (run) => {
        const isChanged = await prices.sync(run);
        if (isChanged) deps.onChange();
        return { isChanged };
      })
    }
  ];
}
