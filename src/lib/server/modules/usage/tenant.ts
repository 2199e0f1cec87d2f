/** A tenant as its row is read. */
import * as z from 'zod';
import type { BillingRule } from '../../../domain/usage/billing.ts';
import { fromStored } from '../../../domain/usage/tokens.ts';
import type { TenantRow } from './statements.ts';

export interface Tenant {
  name: string;
  kind: TenantRow['kind'];
  plan: TenantRow['plan'];
  rules: BillingRule[];
  version: number;
  /** Tokens in a period; null: no quota. */
  quota: bigint | null;
  slackUrl: string | null;
  /** Unix seconds. */
  createdAt: number;
  updatedAt: number;
}

const Rules = z.array(z.object({ from: z.int().nullable(), day: z.int().min(1).max(31) })).min(1);

export function tenantOf(row: TenantRow): Tenant {
  const { name, kind, plan, version, quota_high: high, quota_low: low } = row;
  return {
    name,
    kind,
    plan,
    version,
    rules: Rules.parse(JSON.parse(row.billing)),
    quota: high === null || low === null ? null : fromStored({ high, low }),
    slackUrl: row.slack_url,
    createdAt: row.created_at,
    updatedAt: row.updated_at
  };
}
