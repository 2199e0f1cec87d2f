/** Deliveries that were finished thirty days ago are removed, in small steps; so are those that wait for a key that is over. */
import type { JobDefinition } from '../../platform/jobs/job.ts';
import type { Store } from '../../platform/store/store.ts';

export interface WebhookJobDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  /** By a clock that may be ahead nothing is old. */
  isTimeSure: () => boolean;
}

const EVERY_SECONDS = 3_600;
const KEPT_SECONDS = 30 * 86_400;
const MOST_ROWS = 5_000;

export function webhookJobs({ store, now, isTimeSure }: WebhookJobDeps): JobDefinition[] {
  return [
    {
      name: 'prune-deliveries',
      everyMs: EVERY_SECONDS * 1_000,
      delayMs: EVERY_SECONDS * 1_000,
      async run() {
        if (isTimeSure()) await store.query('deliveries_prune', { before: now() - KEPT_SECONDS, limit: MOST_ROWS });
      }
    }
  ];
}
