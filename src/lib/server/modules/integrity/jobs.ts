/** The checks of integrity: once a day, and whenever an operator asks. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import type { CheckDeps } from './checks/check.ts';
import { checkIntegrity } from './run.ts';

export interface IntegrityJobDeps extends CheckDeps {
  leases: Leases;
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
}

const DAY_MS = 86_400_000;
const DELAY_MS = 1_800_000;

export function integrityJobs(deps: IntegrityJobDeps): JobDefinition[] {
  return [
    {
      name: 'integrity',
      everyMs: DAY_MS,
      delayMs: DELAY_MS,
      run: underLease(deps.leases)('proofs', async (run) => {
        const differences = await checkIntegrity(deps, run);
        deps.onChange();
        return { differences };
      })
    }
  ];
}
