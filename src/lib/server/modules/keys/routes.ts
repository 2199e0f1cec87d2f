/** Which function answers which endpoint about keys. */
import * as wire from '../../../contract/keys/keys.ts';
import { tenantOfKey } from '../../../domain/usage/tenant-names.ts';
import { NotFound } from '../../platform/errors.ts';
import { keyOf } from '../../platform/http/auth/api-key.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readUsage } from '../usage/module.ts';
import type { Keys } from './keys.ts';

export interface KeyRouteDeps {
  keys: Keys;
  context: Pick<ReadContext, 'store' | 'now'>;
}

export function keyRoutes(deps: KeyRouteDeps): Route[] {
  return [
    serve(wire.keys, async () => ({ keys: await deps.keys.list() })),
    serve(wire.ownKey, async (_, { res }) => {
      const key = keyOf(res);
      if (key === null) throw new NotFound('This is about the key that asks: send one.');
      const shown = (await deps.keys.list()).find(({ id }) => id === key.id);
      if (shown === undefined) throw new NotFound('There is no such key.');
      const { features } = await readUsage(deps.context, { params: { tenant: tenantOfKey(key.id) } });
      const { revokedAt: _revoked, lastUsedAt: _used, state: _state, ...rest } = shown;
      return {
        ...rest,
        perMinute: key.plan.perMinute,
        month: key.month,
        features: features.map(({ feature, tokens }) => ({ feature, requests: Number(tokens) }))
      };
    }),
    serve(wire.createKey, async ({ body }) => {
      const { key, shown } = await deps.keys.create(body);
      const { revokedAt: _revoked, lastUsedAt: _used, state: _state, ...rest } = shown;
      return { ...rest, key };
    }),
    serve(wire.revokeKey, async ({ params: { id } }) => ({ key: await deps.keys.revoke(id) }))
  ];
}
