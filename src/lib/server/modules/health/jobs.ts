/** The job that keeps how sources and jobs did, day by day. Writes under the lease `insights`. */
import { addDays, dateOf } from '../../../domain/time/periods.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import type { JobHealth } from '../../platform/jobs/port.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import type { Store } from '../../platform/store/store.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import { createLook } from './watch/look.ts';

const EVERY_MS = 60_000;
const DELAY_MS = 60_000;
/** The page shows 90. */
const KEPT_DAYS = 120;

export interface HealthJobDeps {
  store: Store;
  leases: Leases;
  sources: () => SourceState[];
  jobHealth: () => JobHealth[];
  /** Unix seconds. */
  now: () => number;
  /** Whether somebody besides the own clock says what day it is. */
  isTimeSure: () => boolean;
}

export function healthJobs({ store, leases, sources, jobHealth, now, isTimeSure }: HealthJobDeps): JobDefinition[] {
  const look = createLook();
  return [
    {
      name: 'uptime',
      everyMs: EVERY_MS,
      delayMs: DELAY_MS,
      run: underLease(leases)('insights', async ({ lease }) => {
        if (!isTimeSure()) return null;
        const at = now();
        const rows = look({ sources: sources(), jobs: jobHealth(), at });
        await store.query('store_service_days', { ...lease, rows });
        await store.query('service_days_prune', { ...lease, before: addDays(dateOf(at), -KEPT_DAYS) });
        return { looked: rows.length };
      })
    }
  ];
}
