/** Jobs of the census: the cycle by schedule, and all sources at once on demand. */
import type { Census } from './ingest/census.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { UnderLease } from '../../platform/jobs/under-lease.ts';

export interface CensusJobDeps {
  census: Census;
  under: UnderLease;
  everySeconds: number;
  onChange: () => void;
  kick: (name: string) => void;
}

export function censusJobs({ census, under, everySeconds, onChange, kick }: CensusJobDeps): JobDefinition[] {
  const cycle = under('census', async (run) => {
    try {
      return await census.run(run);
    } finally {
      // What could be read is stored even when the cycle failed.
      onChange();
      kick('snapshot-check');
    }
  });
  return [
    { name: 'census', everyMs: everySeconds * 1_000, run: cycle },
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
