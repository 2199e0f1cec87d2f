/** Tenants: who is metered, with which quota, by which billing day. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { UnixTime } from '../kit/figures.ts';
import { limitUpTo, text } from '../kit/parameters.ts';
import { TenantName, Tokens, used } from './usage.ts';

const quotaError = 'a whole number of up to 30 digits, as decimal text past 2^53';
const Quota = z
  .union(
    [z.int({ error: quotaError }).min(0, { error: quotaError }), z.string().regex(/^\d{1,30}$/, { error: quotaError })],
    { error: quotaError }
  )
  .transform((given) => BigInt(given));

export const Tenant = z.strictObject({
  id: z.string().describe('its name'),
  name: z.string(),
  kind: z.enum(['app', 'key', 'upstream']),
  plan: z.enum(['alert', 'enforce']),
  monthlyQuota: Tokens.nullable(),
  billingDay: z.int(),
  hasSlackUrl: z.boolean(),
  createdAt: UnixTime,
  updatedAt: UnixTime
});
export type Tenant = z.infer<typeof Tenant>;

/** A tenant with what it has used. */
export const TenantUsage = Tenant.extend(used);
export type TenantUsage = z.infer<typeof TenantUsage>;

export const tenants = endpoint({
  id: 'tenants',
  path: '/api/admin/tenants',
  summary: 'Tenants by name with what they have used, a page at a time',
  auth: 'admin',
  query: z.strictObject({
    search: text({ min: 1, max: 64 }).optional().describe('part of a name'),
    kind: z.enum(['app', 'key', 'upstream'], { error: 'app, key or upstream' }).optional(),
    cursor: text({ min: 1, max: 128 }).optional().describe('`next` of the page before'),
    limit: limitUpTo(100, 20)
  }),
  response: z.strictObject({ tenants: z.array(TenantUsage), next: z.string().nullable() })
});

export const saveTenant = endpoint({
  id: 'saveTenant',
  method: 'POST',
  path: '/api/admin/tenants',
  summary: 'Makes a tenant (201), or changes the one of that name (200): what is not given stays as it is',
  auth: 'admin',
  status: 201,
  body: z.strictObject({
    name: TenantName.refine((name) => !/^(?:key|upstream):/.test(name), {
      error: 'key: and upstream: begin the names of our own tenants'
    }),
    monthlyQuota: Quota.nullable().optional().describe('null: no quota'),
    billingDay: z
      .int({ error: 'a day from 1 to 31' })
      .min(1, { error: 'a day from 1 to 31' })
      .max(31, { error: 'a day from 1 to 31' })
      .optional()
      .describe('in UTC; 31 is the last day of a month; 1 by default'),
    plan: z.enum(['alert', 'enforce'], { error: 'alert or enforce' }).optional().describe('alert by default'),
    slackUrl: text({ min: 1, max: 500 })
      .nullable()
      .optional()
      .describe('told at 80 and 100 %; https, or http to private ranges that WEBHOOK_ALLOW names; null: nobody is told')
  }),
  response: Tenant
});
