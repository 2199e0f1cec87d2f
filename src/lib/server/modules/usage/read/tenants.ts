/** Tenants as an operator sees them. The address of a Slack channel is a credential and is not shown. */
import type * as wire from '../../../../contract/usage/tenants.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { toWire } from '../../../../domain/usage/tokens.ts';
import type { Store } from '../../../platform/store/store.ts';
import { likePattern } from '../../ledger/module.ts';
import type { TenantKind } from '../statements.ts';
import { tenantOf, type Tenant } from '../tenant.ts';

export async function readTenants(
  { store }: { store: Store },
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
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.name ?? null) : null;
  return { tenants: shown.map((row) => shownTenant(tenantOf(row))), next };
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
