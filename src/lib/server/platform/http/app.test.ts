import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { routes } from '../../../../tests/support/declared-routes.ts';
import { payment, txidOf } from '../../../../tests/support/factories.ts';
import { Health } from '../../../contract/health/health.ts';
import { stats } from '../../../contract/health/tracker.ts';
import { call, urlOf } from '../../../contract/kit/client.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import { serve } from './serve.ts';

afterEach(stopApis);

it('says which methods a path takes', async () => {
  const { origin } = await startApi();
  const answer = await fetch(`${origin}/api/stats`, { method: 'PUT' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET');
});

it('refuses a path that is not encoded text', async () => {
  const { get } = await startApi();
  expect((await get('/api/revenue/%E0%A4%A')).status).toBe(400);
});

it('carries security headers, also on errors and kept answers', async () => {
  const { get } = await startApi();
  for (const path of ['/api/stats', '/api/stats', '/api/nothing', '/api/admin/jobs']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

it('is called by the client as it is declared', async () => {
  const { origin } = await startApi({ planted: { payments: [payment({ txid: txidOf(7) })] } });
  const paginated = routes.find(({ id }) => id === 'transactionsPaginated')!;
  const answer = await call(fetch, paginated, { query: { search: txidOf(7).slice(0, 9) } }, { origin });
  expect(answer).toMatchObject({ total: 1 });
  await expect(call(fetch, paginated, { query: { page: 0 } }, { origin })).rejects.toMatchObject({
    status: 400,
    problem: { code: 'bad_request', errors: [{ name: 'page' }] }
  });
  expect(urlOf(paginated, { query: { page: 2 } })).toBe('/api/transactions/paginated?page=2');
});

it('hides from visitors why something failed, and logs it under the request id', async () => {
  const { get, logged } = await startApi({
    instead: () => [serve(stats, () => Promise.reject(new Error('secret detail')))]
  });
  const answer = await get('/api/stats');
  const problem = Problem.parse(await answer.json());
  expect(problem).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(problem)).not.toContain('secret detail');
  const line = logged.find(({ requestId }) => requestId === problem.requestId);
  expect(JSON.stringify(line)).toContain('secret detail');
});

it('lets listed origins read the public API, and nobody the rest', async () => {
  const { get } = await startApi({ deps: { corsOrigins: ['https://friend.example'] } });
  const friend = { origin: 'https://friend.example' };
  const allowed = await get('/api/stats', friend);
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://friend.example');
  expect(allowed.headers.get('vary')).toContain('Origin');
  expect(
    (await get('/api/stats', { origin: 'https://foe.example' })).headers.get('access-control-allow-origin')
  ).toBeNull();
  expect((await get('/api/admin/jobs', friend)).headers.get('access-control-allow-origin')).toBeNull();
});

it('tells of health without the store, and is down then', async () => {
  const { get } = await startApi({ fails: ['sync_status'] });
  expect((await get('/api/health/live')).status).toBe(200);
  expect((await get('/api/health/ready')).status).toBe(503);
  const answer = await get('/api/health');
  expect(answer.status).toBe(503);
  const health = Health.parse(await answer.json());
  expect(health).toMatchObject({ status: 'down', db: { status: 'down' } });
  expect(health.problems.map(({ code }) => code)).toEqual(['store_unreachable']);
});
