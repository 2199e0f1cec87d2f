/** Jobs of the log: looking at the sources, and removing what is older than it is kept. */
import { pruneEvents } from '../../platform/events/pruning.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { watchSources, type SourceWatchDeps } from './source-watch.ts';

export interface EventJobDeps extends SourceWatchDeps {
  leases: Leases;
  eventsDays: number;
  /** By a clock that may be ahead nothing is old. */
  isTimeSure: () => boolean;
}

const WATCH_SECONDS = 30;
const PRUNE_SECONDS = 3_600;

export function eventJobs(deps: EventJobDeps): JobDefinition[] {
  const { store, now, isTimeSure, eventsDays: days } = deps;
  const under = underLease(deps.leases);
  return [
    {
      name: 'source-watch',
      everyMs: WATCH_SECONDS * 1_000,
      delayMs: WATCH_SECONDS * 1_000,
      run: under('events', async (run) => ({ told: await watchSources(deps, run) }))
    },
    {
      name: 'prune-events',
      everyMs: PRUNE_SECONDS * 1_000,
      delayMs: PRUNE_SECONDS * 1_000,
      run: under('events', async ({ signal }) => ({
        removed: isTimeSure() ? await pruneEvents(store, { days, now: now(), signal }) : 0
      }))
    }
  ];
}
