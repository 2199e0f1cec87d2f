/** The job that looks whether anything stands still. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { createStallWatch, type StallWatchDeps } from './watch.ts';

export interface StallJobDeps extends StallWatchDeps {
  leases: Leases;
}

const WATCH_EVERY_MS = 15_000;

export function stallJobs(deps: StallJobDeps): JobDefinition[] {
  const watch = createStallWatch(deps);
  return [
    {
      name: 'stall-watch',
      everyMs: WATCH_EVERY_MS,
      delayMs: WATCH_EVERY_MS,
      // That of the marks of the sources, from which it follows.
      run: underLease(deps.leases)('events', async (run) => ({ told: await watch(run) }))
    }
  ];
}
