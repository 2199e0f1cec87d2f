/**
 * Takes crossed thresholds from their rows to whoever is to know. The row is the truth: it is unique by tenant, period and
 * threshold, and is marked when it was told.
 */
import type { WorkDeps } from '../../../platform/jobs/run.ts';

const PER_STEP = 100;

/** Answers how many were told. The event `quota.threshold` and its message to Slack are to be written here, in one transaction. */
export async function tellThresholds({ store, now, log }: WorkDeps): Promise<number> {
  const rows = await store.query('meter_untold', { limit: PER_STEP });
  for (const { tenant, period_start, threshold, crossed_at } of rows) {
    await store.query('tell_meter_threshold', { tenant, period_start, threshold, now: now() });
    log.warn({ tenant, threshold, periodStart: period_start, crossedAt: crossed_at }, 'quota threshold crossed');
  }
  return rows.length;
}
