/** The job that keeps subscriptions as facts, payments and messages are. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { Run } from '../../platform/jobs/run.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { projectSubscriptions, type ProjectorDeps } from './ingest/project.ts';
import { hasMessages, tipOf } from './stored-segment.ts';

export interface SubscriptionJobDeps extends Omit<ProjectorDeps, 'asked'> {
  leases: Leases;
  intervals: { revenueSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
}

export function subscriptionJobs(deps: SubscriptionJobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  const asked = new Map<string, number>();
  const project = async (run: Run) => {
    if (!(await hasMessages(deps.store))) return { isWaiting: 'for the messages of the network' };
    if ((await tipOf(deps.store)) === null) return { isWaiting: 'for the first sync of payments' };
    const projected = await projectSubscriptions({ ...deps, asked }, run);
    if (projected.rows + projected.days > 0) deps.onChange();
    return projected;
  };
  return [
    {
      name: 'subscriptions',
      everyMs: deps.intervals.revenueSeconds * 1_000,
      run: under('subscriptions', project)
    },
    {
      // What is stored stays and is shown meanwhile; only what differs is written.
      name: 'rebuild-subscriptions',
      everyMs: null,
      run: under('subscriptions', async (run) => {
        await deps.store.query('mark_subscriptions', run.lease);
        return project(run);
      })
    }
  ];
}
