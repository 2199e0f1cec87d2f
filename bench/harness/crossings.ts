/** Events at an even pace, made within the product by a request each: tenants that cross their quota, which two events tell. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Ask } from './ask.ts';
import type { Product } from './product.ts';

export const EVENTS_PER_TENANT = 2;

/** Tenants with a quota of one, by their names: what listens knows them by `PREFIX-NUMBER`. */
export async function makeTenants(ask: Ask, prefix: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
  for (const name of names) await ask('POST', '/api/admin/tenants', { name, monthlyQuota: 1 });
  return names;
}

interface Pace {
  /** Of a program that may count. */
  key: string;
  tenants: readonly string[];
  perSecond: number;
}

/** Resolves with when each tenant's crossing was acknowledged: unix ms. Throws when one was refused. */
export async function cross(product: Product, { key, tenants, perSecond }: Pace): Promise<Record<string, number>> {
  const toldAt: Record<string, number> = {};
  const startedAt = performance.now();
  const sent = tenants.map(async (tenant, at) => {
    await pause(Math.max(0, startedAt + (at * 1_000) / perSecond - performance.now()));
    const answer = await fetch(`${product.web}/api/meter/events`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ tenant, feature: 'bench', tokens: 1 })
    });
    if (answer.status !== 201) throw new Error(`metering answered ${answer.status}`);
    await answer.arrayBuffer();
    toldAt[tenant] = performance.timeOrigin + performance.now();
  });
  await Promise.all(sent);
  return toldAt;
}
