/**
 * Makes or changes a tenant, in one transaction with what follows from it: totals of the periods that a new billing day cuts,
 * warnings that a larger quota takes back, and those that a smaller one calls for.
 */
import {
  billingPeriod,
  changeBillingDay,
  type BillingPeriod,
  type BillingRule
} from '../../../../domain/usage/billing.ts';
import { levelOf, toStored } from '../../../../domain/usage/tokens.ts';
import { BadRequest, StoreError } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { Targets } from '../../webhooks/module.ts';
import type { TenantKind } from '../statements.ts';
import { slackWebhookOf } from '../slack-webhook.ts';
import { tenantOf, type Tenant } from '../tenant.ts';

export interface WantedTenant {
  name: string;
  kind?: TenantKind;
  plan?: Tenant['plan'] | undefined;
  /** null: no quota. */
  monthlyQuota?: bigint | null | undefined;
  billingDay?: number | undefined;
  slackUrl?: string | null | undefined;
}

export interface SaveTenantDeps {
  store: Store;
  now: () => number;
  /** Where messages may be sent. */
  targets: Pick<Targets, 'faultOnceResolved'>;
}

/** Another administrator may change the same tenant at the same moment. */
const ATTEMPTS = 3;
/** Events may be this far ahead of us. */
const AHEAD_SECONDS = 600;

/** @throws BadRequest for a new one without a quota being said, a quota of 0, or an address that nothing may be sent to */
export async function saveTenant(
  { store, now, targets }: SaveTenantDeps,
  wanted: WantedTenant
): Promise<{ tenant: Tenant; isNew: boolean; isCrossing: boolean }> {
  const fault = wanted.slackUrl == null ? null : await targets.faultOnceResolved(wanted.slackUrl);
  if (fault !== null) throw new BadRequest(`slackUrl: ${fault}`, [{ name: 'slackUrl', message: fault }]);
  for (let attempt = 1; ; attempt++) {
    const [row] = await store.query('meter_tenant', { name: wanted.name });
    const before = row === undefined ? null : tenantOf(row);
    try {
      const crossed = await store.query('store_meter_tenant', changed(before, wanted, now()));
      const [saved] = await store.query('meter_tenant', { name: wanted.name });
      if (saved === undefined) throw new StoreError(`the tenant ${wanted.name} was not stored`, true);
      return { tenant: tenantOf(saved), isNew: before === null, isCrossing: crossed.length > 0 };
    } catch (error) {
      const isOvertaken = error instanceof StoreError && !error.retryable;
      if (!isOvertaken || attempt === ATTEMPTS) throw error;
    }
  }
}

function changed(before: Tenant | null, wanted: WantedTenant, now: number) {
  const quota = wanted.monthlyQuota === undefined ? before?.quota : wanted.monthlyQuota;
  if (quota === undefined || quota === 0n) {
    const message = 'a whole number from 1, or null for no quota';
    throw new BadRequest(`monthlyQuota: ${message}`, [{ name: 'monthlyQuota', message }]);
  }
  const { rules, rebuiltFrom } = rulesAfter(before?.rules ?? null, wanted.billingDay, now);
  const [full, warned] = quota === null ? [null, null] : [toStored(quota), toStored(levelOf(quota, 80))];
  return {
    name: wanted.name,
    kind: wanted.kind ?? before?.kind ?? 'app',
    plan: wanted.plan ?? before?.plan ?? 'alert',
    billing: JSON.stringify(rules),
    version: before?.version ?? 0,
    quota_high: full?.high ?? null,
    quota_low: full?.low ?? null,
    warn_high: warned?.high ?? null,
    warn_low: warned?.low ?? null,
    slack_url: wanted.slackUrl === undefined ? (before?.slackUrl ?? null) : wanted.slackUrl,
    webhook: slackWebhookOf(wanted.name),
    period_start: billingPeriod(rules, now).start,
    rebuilt:
      rebuiltFrom === null
        ? []
        : periodsFrom(rules, rebuiltFrom, now + AHEAD_SECONDS).map(({ start, end }) => ({
            period_start: start,
            period_end: end
          })),
    rebuilt_from: rebuiltFrom,
    now
  };
}

function rulesAfter(before: BillingRule[] | null, day: number | undefined, now: number) {
  if (before === null) return { rules: [{ from: null, day: day ?? 1 }], rebuiltFrom: null };
  if (day === undefined || before.at(-1)?.day === day) return { rules: before, rebuiltFrom: null };
  const { rules } = changeBillingDay(before, { day, now });
  return { rules, rebuiltFrom: billingPeriod(before, now).start };
}

function periodsFrom(rules: readonly BillingRule[], from: number, until: number): BillingPeriod[] {
  const first = billingPeriod(rules, from);
  return first.end > until ? [first] : [first, ...periodsFrom(rules, first.end, until)];
}
