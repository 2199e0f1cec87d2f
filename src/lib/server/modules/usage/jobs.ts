/** Jobs of metering: what was crossed is told, also after a crash; once a day everything is added up again. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { WorkDeps } from '../../platform/jobs/run.ts';
import type { Usage } from './usage.ts';

export interface UsageJobDeps extends WorkDeps {
  usage: Usage;
}

const TELL_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
const RECONCILE_DELAY_MS = 600_000;
const MAX_DRIFT = 100;

export function usageJobs({ store, usage, log }: UsageJobDeps): JobDefinition[] {
  return [
    {
      name: 'usage-thresholds',
      everyMs: TELL_EVERY_MS,
      run: async () => ({ told: await usage.tellThresholds() })
    },
    {
      name: 'usage-reconciliation',
      everyMs: DAY_MS,
      delayMs: RECONCILE_DELAY_MS,
      async run() {
        const drift = await store.query('meter_drift', { limit: MAX_DRIFT });
        if (drift.length > 0) {
          log.error({ drift }, 'usage does not add up');
          const names = drift.map(({ tenant, part }) => `${tenant} (${part})`).join(', ');
          throw new Error(`usage does not add up: ${names}`);
        }
        return { drift: 0 };
      }
    }
  ];
}
