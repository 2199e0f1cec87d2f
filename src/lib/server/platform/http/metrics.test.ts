import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis, TOKEN } from '../../../../tests/support/api.ts';
import { sampleOf } from '../../../../tests/observability/samples.ts';
import { measureHttp } from '../observability/measure.ts';
import { createMetrics } from '../observability/metrics.ts';

afterEach(stopApis);

it('counts every answer under its route template, from the cache or not', async () => {
  const { get, sample } = await setup();
  await get('/api/transactions/2026-03-01');
  await get('/api/transactions/2026-03-02');
  await get('/api/transactions/2026-03-02');
  await get('/api/transactions/paginated?limit=0');
  await get('/api/no/such/place');
  await get('/api/admin/jobs');
  await get('/api/admin/jobs/nothing', { authorization: `Bearer ${TOKEN}` });
  const requests = (route: string, status: string) =>
    sample('fluxtracker_http_requests_total', { method: 'GET', route, status });
  expect(await requests('/api/transactions/:date', '200')).toBe(3);
  expect(await requests('/api/transactions/paginated', '400')).toBe(1);
  expect(await requests('none', '404')).toBe(1);
  expect(await requests('none', '401')).toBe(1);
  expect(await requests('/api/admin/jobs/:id', '404')).toBe(1);
  expect(await sample('fluxtracker_http_request_duration_seconds_count', { route: '/api/transactions/:date' })).toBe(3);
});

it('tells what health tells, and nothing of what is not known', async () => {
  const source = { lastError: 'refused', lastErrorAt: 90, lastMs: null, ok: false, note: null };
  const { sample } = await setup({
    planted: null,
    sources: [
      { ...source, name: 'daemon', lastSuccess: 80 },
      { ...source, name: 'stats', lastSuccess: null }
    ]
  });
  expect(await sample('fluxtracker_store_up')).toBe(1);
  expect(await sample('fluxtracker_store_circuit', { state: 'CLOSED' })).toBe(1);
  expect(await sample('fluxtracker_source_up', { source: 'stats' })).toBe(0);
  expect(await sample('fluxtracker_source_last_success_timestamp_seconds', { source: 'daemon' })).toBe(80);
  expect(await sample('fluxtracker_source_last_success_timestamp_seconds', { source: 'stats' })).toBeNull();
  expect(await sample('fluxtracker_health_problem', { code: 'source_stats' })).toBe(1);
  for (const name of ['sync_lag_blocks', 'sync_height', 'backup_last_success_timestamp_seconds']) {
    expect([name, await sample(`fluxtracker_${name}`)]).toEqual([name, null]);
  }
});

it('has no page below /api, where visitors could reach it', async () => {
  const { get } = await setup();
  expect((await get('/api/metrics')).status).toBe(404);
});

async function setup(options: Parameters<typeof startApi>[0] = {}) {
  const metrics = measureHttp(createMetrics('1.2.3'));
  const api = await startApi({ ...options, deps: { metrics } });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await api.get(path, headers);
    await answer.arrayBuffer();
    return answer;
  };
  const sample = async (name: string, labels: Record<string, string> = {}) =>
    sampleOf(await (await api.get('/metrics')).text(), name, labels);
  return { get, sample };
}
