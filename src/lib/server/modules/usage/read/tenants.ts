/** Tenants as an operator sees them. The address of a Slack channel is a credential and is not shown. */
import type * as wire from '../../../../contract/usage/tenants.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { billingPeriod } from '../../../../domain/usage/billing.ts';
import { fromStored, percentOf, toWire } from '../../../../domain/usage/tokens.ts';
import { likePattern } from '../../ledger/module.ts';
import type { TenantKind } from '../statements.ts';
import { tenantOf, type Tenant } from '../tenant.ts';
import { forecastOf } from './forecast.ts';
import type { UsageReadDeps } from './usage.ts';

export async function readTenants(
  { store, now }: UsageReadDeps,
  {
    query
  }: {
    query: { search?: string | undefined; kind?: TenantKind | undefined; cursor?: string | undefined; limit: number };
  }
): Promise<Answer<typeof wire.tenants>> {
  const { search, kind = '', cursor = '', limit } = query;
  const rows = await store.query('meter_tenant_page', {
    kind,
    pattern: likePattern(search),
    after: cursor,
    limit: limit + 1
  });
  const shown = rows.slice(0, limit).map(tenantOf);
  const next = rows.length > limit ? (shown.at(-1)?.name ?? null) : null;
  return { tenants: await withUsage({ store, now }, shown), next };
}

async function withUsage({ store, now }: UsageReadDeps, shown: readonly Tenant[]): Promise<wire.TenantUsage[]> {
  const at = now();
  const asked = shown.map((tenant) => ({ tenant, period: billingPeriod(tenant.rules, at) }));
  const rows = await store.query('meter_used', {
    periods: asked.map(({ tenant, period }) => ({ tenant: tenant.name, period_start: period.start }))
  });
  const used = new Map(rows.map((row) => [row.tenant, row]));
  return asked.map(({ tenant, period }) => {
    const row = used.get(tenant.name);
    const total = row === undefined ? 0n : fromStored({ high: row.tokens_high, low: row.tokens_low });
    return {
      ...shownTenant(tenant),
      totalTokens: toWire(total),
      eventCount: row?.event_count ?? 0,
      quotaPercent: percentOf(total, tenant.quota),
      period,
      forecast: forecastOf(total, tenant.quota, { period, now: at })
    };
  });
}

export function shownTenant({ name, kind, plan, quota, rules, slackUrl, createdAt, updatedAt }: Tenant): wire.Tenant {
  return {
    id: name,
    name,
    kind,
    plan,
    monthlyQuota: quota === null ? null : toWire(quota),
    billingDay: rules.at(-1)?.day ?? 1,
    hasSlackUrl: slackUrl !== null,
    createdAt,
    updatedAt
  };
}
