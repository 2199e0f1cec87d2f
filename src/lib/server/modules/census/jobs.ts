/** Jobs of the census: the cycle by schedule, and all sources at once on demand. */
import type { Census } from './ingest/census.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';

export interface CensusJobDeps {
  census: Census;
  leases: Leases;
  intervals: { censusSeconds: number };
  onChange: () => void;
  kick: (name: string) => void;
}

export function censusJobs({ census, leases, intervals, onChange, kick }: CensusJobDeps): JobDefinition[] {
  const cycle = underLease(leases)('census', async (run) => {
    try {
      return await census.run(run);
    } finally {
      // What could be read is stored even when the cycle failed.
      onChange();
      kick('snapshot-check');
    }
  });
  return [
    { name: 'census', everyMs: intervals.censusSeconds * 1_000, run: cycle },
    {
      name: 'test-services',
      everyMs: null,
      run(context) {
        kick('revenue-sync');
        kick('price-sync');
        return cycle(context);
      }
    }
  ];
}
