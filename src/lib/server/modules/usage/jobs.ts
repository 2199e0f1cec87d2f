/** Jobs of metering: what was crossed is told, also after a crash; once a day old events go and everything is added up again. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { WorkDeps } from '../../platform/jobs/run.ts';
import { pruneMeterEvents } from './ingest/prune.ts';
import { reconcile } from './ingest/reconcile.ts';
import type { Usage } from './usage.ts';

export interface UsageJobDeps extends WorkDeps {
  usage: Usage;
  /** How long events are kept. */
  meterEventsDays: number;
  /** By a clock that may be ahead nothing is old. */
  isTimeSure: () => boolean;
}

const TELL_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const PRUNE_DELAY_MS = 300_000;
const DAY_MS = 86_400_000;
const RECONCILE_DELAY_MS = 600_000;

export function usageJobs({
  store,
  usage,
  meterEventsDays: days,
  isTimeSure,
  now,
  log
}: UsageJobDeps): JobDefinition[] {
  return [
    {
      name: 'usage-thresholds',
      everyMs: TELL_EVERY_MS,
      run: async () => ({ told: await usage.tellThresholds() })
    },
    {
      name: 'usage-pruning',
      everyMs: HOUR_MS,
      delayMs: PRUNE_DELAY_MS,
      run: async ({ signal }) => ({
        removed: isTimeSure() ? await pruneMeterEvents(store, { days, now: now(), signal }) : 0
      })
    },
    {
      name: 'usage-reconciliation',
      everyMs: DAY_MS,
      delayMs: RECONCILE_DELAY_MS,
      async run({ signal }) {
        const drift = await reconcile(store, signal);
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
