/**
 * Tells crossed thresholds from their rows. The row is the truth: it is unique by tenant, period and threshold, and is marked
 * in the transaction that tells it, which fails where another replica has told it meanwhile, or a larger quota has taken it
 * back. Whoever listens (webhooks, the tenant's Slack) is delivered to from there.
 */
import { quotaThreshold } from '../../../../contract/usage/events.ts';
import { fromStored, percentOf } from '../../../../domain/usage/tokens.ts';
import { eventOf } from '../../../platform/events/event.ts';
import { StoreError } from '../../../platform/errors.ts';
import { newSecret } from '../../../platform/signing/sign.ts';
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import { slackWebhookOf } from '../slack-webhook.ts';
import type { UntoldCrossing } from '../statements.ts';

const PER_STEP = 100;

/** Answers how many were told here. */
export async function tellThresholds({ store, now, log }: WorkDeps): Promise<number> {
  let told = 0;
  const rows = await store.query('meter_untold', { limit: PER_STEP });
  for (const row of rows) {
    const { tenant, period_start, threshold, crossed_at } = row;
    const at = now();
    const webhook = { webhook: slackWebhookOf(tenant), subjects: JSON.stringify({ [tenant]: 1 }), secret: newSecret() };
    try {
      const crossing = { tenant, period_start, threshold, crossed_at };
      await store.query('tell_meter_threshold', { ...crossing, ...webhook, now: at, events: [eventFor(row, at)] });
    } catch (error) {
      if (error instanceof StoreError && !error.retryable) continue;
      throw error;
    }
    told++;
    log.warn({ tenant, threshold, periodStart: period_start, crossedAt: crossed_at }, 'quota threshold crossed');
  }
  return told;
}

function eventFor(row: UntoldCrossing, at: number): EventDraft {
  const { tenant, threshold, period_start: periodStart, period_end: periodEnd } = row;
  const used = fromStored({ high: row.tokens_high, low: row.tokens_low });
  const quota = fromStored({ high: row.quota_high ?? 0, low: row.quota_low ?? 0 });
  const quotaPercent = Math.floor(percentOf(used, quota) ?? 0);
  const data = { tenant, threshold, used: String(used), quota: String(quota), periodStart, periodEnd, quotaPercent };
  return eventOf(quotaThreshold, data, { at, of: `${periodStart}:${threshold}:${row.crossed_at}` });
}
