/** Keys of programs: made, listed and revoked by an operator. The key itself is in one answer only, that of its making. */
import * as z from 'zod';
import { planNames } from '../../domain/usage/plans.ts';
import { endpoint, scopes } from '../kit/endpoint.ts';
import { Count, UnixTime } from '../kit/figures.ts';

const shown = {
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('how the key begins'),
  scopes: z.array(z.enum(scopes)),
  plan: z.enum(planNames),
  createdAt: UnixTime,
  expiresAt: UnixTime.nullable()
};

export const ApiKey = z.strictObject({
  ...shown,
  revokedAt: UnixTime.nullable(),
  lastUsedAt: UnixTime.nullable().describe('to the minute'),
  state: z.enum(['active', 'expired', 'revoked'])
});
export type ApiKey = z.infer<typeof ApiKey>;

export const keys = endpoint({
  id: 'keys',
  path: '/api/admin/keys',
  summary: 'All keys, newest first, without the keys themselves',
  auth: 'admin',
  response: z.strictObject({ keys: z.array(ApiKey) })
});

export const ownKey = endpoint({
  id: 'ownKey',
  path: '/api/keys/me',
  summary: 'The key that asks: what it may do, how often, and what it has used of its month',
  auth: 'key',
  scope: null,
  response: z.strictObject({
    ...shown,
    perMinute: Count.describe('requests that it may make in a minute'),
    month: z.strictObject({ limit: Count, used: Count, resetSeconds: Count }),
    features: z
      .array(z.strictObject({ feature: z.string(), requests: Count }))
      .describe('by kind of route, up to some seconds ago')
  })
});

export const createKey = endpoint({
  id: 'createKey',
  method: 'POST',
  path: '/api/admin/keys',
  summary: 'Makes a key; it is shown in this answer and never again',
  auth: 'admin',
  status: 201,
  body: z.strictObject({
    name: z.string().trim().min(1, { error: '1 to 100 characters' }).max(100, { error: '1 to 100 characters' }),
    scopes: z
      .array(z.enum(scopes, { error: `one of ${scopes.join(', ')}` }))
      .min(1, { error: `at least one of ${scopes.join(', ')}` })
      .transform((given) => scopes.filter((scope) => given.includes(scope))),
    plan: z.enum(planNames, { error: `one of ${planNames.join(', ')}` }).default('standard'),
    expiresAt: UnixTime.nullable().default(null)
  }),
  response: z.strictObject({ ...shown, key: z.string().regex(/^ftk_[\w-]{43}$/) })
});

export const revokeKey = endpoint({
  id: 'revokeKey',
  method: 'DELETE',
  path: '/api/admin/keys/:id',
  summary: 'Revokes a key: every replica refuses it within a second',
  auth: 'admin',
  params: z.strictObject({ id: z.string() }),
  response: z.strictObject({ key: ApiKey })
});
