/**
 * Tenants as metering needs them, kept for a while so that an event asks nothing of the store.
 *
 * What is kept may be older than the store's row: whoever writes with it names its version, and the store refuses another
 * (store_meter_events.sql), after which `forget` makes it be read again.
 */
import { LRUCache } from 'lru-cache';
import type { Store } from '../../../platform/store/store.ts';
import { tenantOf, type Tenant } from '../tenant.ts';

export interface Tenants {
  /** null: nobody has made it. */
  find(name: string): Promise<Tenant | null>;
  forget(name: string): void;
}

const MAX_KEPT = 20_000;
export function createTenants(store: Store): Tenants {
  const kept = new LRUCache<string, Tenant>({ max: MAX_KEPT });
  return {
    async find(name) {
      const known = kept.get(name);
      if (known !== undefined) return known;
      const [row] = await store.query('meter_tenant', { name });
      if (row === undefined) return null;
      const tenant = tenantOf(row);
      kept.set(name, tenant);
      return tenant;
    },
    forget: (name) => void kept.delete(name)
  };
}
