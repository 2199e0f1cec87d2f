/** The job that keeps subscriptions as facts, payments and messages are. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { projectSubscriptions, type ProjectorDeps } from './ingest/project.ts';

export interface SubscriptionJobDeps extends ProjectorDeps {
  leases: Leases;
  intervals: { revenueSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
}

export function subscriptionJobs(deps: SubscriptionJobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  return [
    {
      name: 'subscriptions',
      everyMs: deps.intervals.revenueSeconds * 1_000,
      run: under('subscriptions', async (run) => {
        const projected = await projectSubscriptions(deps, run);
        if (projected.rows + projected.days > 0) deps.onChange();
        return projected;
      })
    }
  ];
}
