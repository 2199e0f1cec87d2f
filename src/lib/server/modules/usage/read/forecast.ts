/** What the running period of a tenant will come to. */
import type { Forecast } from '../../../../contract/usage/usage.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import type { BillingPeriod } from '../../../../domain/usage/billing.ts';
import { toWire } from '../../../../domain/usage/tokens.ts';

/** A forecast from less of a period says nothing. */
const MIN_ELAPSED_SECONDS = 3_600;

/** At the pace of the period so far: what it comes to, and the day on which the quota is used up. null: it is too early to say. */
export function forecastOf(
  total: bigint,
  quota: bigint | null,
  { period: { start, end }, now }: { period: BillingPeriod; now: number }
): Forecast | null {
  const elapsed = now - start;
  if (elapsed < MIN_ELAPSED_SECONDS) return null;
  const atEnd = (total * BigInt(end - start)) / BigInt(elapsed);
  const isReached = quota !== null && atEnd >= quota && total > 0n;
  const endsAt = isReached ? start + Number((quota * BigInt(elapsed) + total - 1n) / total) : null;
  return { totalTokens: toWire(atEnd), endsOn: endsAt === null ? null : dateOf(endsAt) };
}
