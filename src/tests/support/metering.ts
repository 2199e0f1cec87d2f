/** Test support: the API with a tenant, asked as its operator asks. */
import { expect } from 'vitest';
import { reconcile } from '../../lib/server/modules/usage/ingest/reconcile.ts';
import { startApi } from './api.ts';

/** The API with a tenant `acme`, by default of 1,000 tokens a month. */
export async function startMeter(tenant: object = {}) {
  const api = await startApi();
  const made = await api.admin('POST', '/api/admin/tenants', { name: 'acme', monthlyQuota: 1_000, ...tenant });
  expect(made.status).toBe(201);
  const sendRaw = (body: string) => api.admin('POST', '/api/meter/events', body);
  const send = async (...events: object[]) => {
    const answer = await sendRaw(
      JSON.stringify(events.map((event) => ({ tenant: 'acme', feature: 'chat', ...event })))
    );
    return [answer.status, await answer.json()] as const;
  };
  const read = async <T>(path: string) => (await (await api.admin('GET', path)).json()) as T;
  const used = () => read<{ thresholds: { threshold: number }[] }>('/api/meter/usage/acme');
  const series = (query: string) =>
    read<{ data: { at: number; tokens: number; eventCount: number }[] }>(`/api/meter/series?tenant=acme&${query}`);
  return {
    ...api,
    sendRaw,
    /** Status and answer. */
    send,
    used,
    series,
    crossed: async () => (await used()).thresholds.map(({ threshold }) => threshold),
    drift: () => reconcile(api.store)
  };
}
