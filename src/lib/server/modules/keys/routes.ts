/** Which function answers which endpoint about keys. */
import * as wire from '../../../contract/keys/keys.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { Keys } from './keys.ts';

export interface KeyRouteDeps {
  keys: Keys;
}

export function keyRoutes(deps: KeyRouteDeps): Route[] {
  return [
    serve(wire.keys, async () => ({ keys: await deps.keys.list() })),
    serve(wire.createKey, async ({ body }) => {
      const { key, shown } = await deps.keys.create(body);
      const { revokedAt: _revoked, lastUsedAt: _used, state: _state, ...rest } = shown;
      return { ...rest, key };
    }),
    serve(wire.revokeKey, async ({ params: { id } }) => ({ key: await deps.keys.revoke(id) }))
  ];
}
