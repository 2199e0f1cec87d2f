import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { plantNetwork } from '../../../../tests/support/census-factories.ts';
import { leaseOf, NOON, payment, plantPrice, plantWebhook } from '../../../../tests/support/factories.ts';
import { plantSubscription } from '../../../../tests/support/plant-subscription.ts';
import { standInFailover } from '../../../../tests/support/stand-in-failover.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import {
  bodies,
  headersOf,
  pathOf,
  plantedKey,
  plantedReplay,
  questions
} from '../../../../tests/support/asked-routes.ts';
import { routes } from '../../../../tests/support/declared-routes.ts';

const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

/** Nothing that these tests ask changes anything: one API answers them all. */
describe('of one API', () => {
  let api: Awaited<ReturnType<typeof startApi>>;
  beforeAll(async () => {
    api = await startApi({ planted: { payments: [payment()] } });
    await plantNetwork(api.store);
    await plantSubscription(api.store);
  });
  afterAll(stopApis);

  it.each(named)('%s is open to nobody without a credential, unless it only reads public figures', async (_, route) => {
    const { get, started, origin } = api;
    const answer = await fetch(origin + pathOf(route), { method: route.method });
    const isAdmin = route.path.startsWith('/api/admin/');
    if (isAdmin) expect(route.auth).toBe('admin');
    else expect(route.auth).not.toBe('admin');
    if (route.method !== 'GET' && !questions.includes(route.id)) expect(route.auth).not.toBe('public');
    if (route.auth === 'public') expect(answer.status).not.toBe(401);
    else {
      expect(answer.status).toBe(401);
      expect(Problem.parse(await answer.json())).toMatchObject({ status: 401, code: 'unauthorized' });
    }
    expect(started).toEqual([]);
    await get('/api/health/live');
  });

  it.each(named.filter(([, { cache }]) => cache !== null))(
    '%s is answered with 304 to who has the answer',
    async (_, route) => {
      const { get } = api;
      const first = await get(pathOf(route));
      const seconds = route.cache?.maxAgeSeconds ?? 0;
      expect(first.status).toBe(200);
      expect(first.headers.get('cache-control')).toBe(seconds === 0 ? 'no-cache' : `public, max-age=${seconds}`);
      const again = await get(pathOf(route), { 'if-none-match': first.headers.get('etag') ?? '' });
      expect(again.status).toBe(304);
    }
  );

  it.each(named.filter(([, route]) => route.method === 'GET'))(
    '%s refuses a parameter it does not know',
    async (_, route) => {
      const { admin } = api;
      const answer = await admin('GET', `${pathOf(route)}&surprise=1&another=2`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const { errors } = Problem.parse(await answer.json());
      expect(errors).toEqual([
        { name: 'surprise', message: 'unknown' },
        { name: 'another', message: 'unknown' }
      ]);
    }
  );

  it.each([
    ['/api/transactions/paginated?limit=1001', 'limit'],
    ['/api/transactions/paginated?limit=0', 'limit'],
    ['/api/transactions/paginated?page=0', 'page'],
    ['/api/transactions/paginated?page=1e2', 'page'],
    ['/api/transactions/paginated?page=', 'page'],
    ['/api/transactions/paginated?page=1&page=2', 'page'],
    ['/api/transactions/paginated?search=ab', 'search'],
    [`/api/transactions/paginated?search=${'a'.repeat(65)}`, 'search'],
    ['/api/transactions/paginated?search=a%00bc', 'search'],
    ['/api/transactions/paginated?source=team,nobody', 'source'],
    ['/api/transactions/export?format=xml', 'format'],
    ['/api/transactions/export?format=Parquet', 'format'],
    ['/api/transactions/export?proof=trailer', 'proof'],
    ['/api/transactions/export?start_date=2026-02-30', 'start_date'],
    ['/api/transactions/export?start_date=2026-02-02&end_date=2026-02-01', 'end_date'],
    ['/api/transactions/2026-13-01', 'date'],
    ['/api/revenue/hourly', 'period'],
    ['/api/history/revenue/daily?limit=3651', 'limit'],
    ['/api/history/revenue/daily?limit=5&start_date=2026-01-01&end_date=2026-01-02', 'limit'],
    ['/api/history/revenue/daily-usd?start_date=2000-01-01', 'start_date'],
    ['/api/history/revenue/daily?start_date=2026-01-02&end_date=2026-01-01', 'end_date'],
    ['/api/analytics/apps?limit=-1', 'limit'],
    ['/api/analytics/comparison/0', 'days'],
    ['/api/analytics/comparison/3651', 'days'],
    ['/api/analytics/comparison/1e2', 'days'],
    ['/api/metrics/category/other/top', 'category'],
    ['/api/metrics/category/gaming/top?limit=101', 'limit'],
    ['/api/metrics/category/gaming/top?days=0', 'days'],
    ['/api/history/category/all', 'category'],
    ['/api/history/category/crypto?limit=3651', 'limit'],
    ['/api/history/category/crypto/repos?start_date=2026-02-30', 'start_date'],
    ['/api/history/snapshots?limit=0', 'limit'],
    ['/api/history/snapshots/full?start_date=2026-01-02&end_date=2026-01-01', 'end_date'],
    ['/api/history/repos/history', 'image'],
    ['/api/history/repos/history?image=', 'image'],
    ['/api/categories/gaming?limit=x', 'limit'],
    ['/api/categories/nodes?start_date=2000-01-01', 'start_date'],
    [`/api/apps/${'a'.repeat(257)}`, 'name'],
    ['/api/apps/shop/history?limit=3651', 'limit'],
    ['/api/nodes?limit=1001', 'limit'],
    ['/api/nodes?page=0', 'page'],
    ['/api/nodes?search=', 'search'],
    [`/api/nodes?search=${'a'.repeat(65)}`, 'search'],
    ['/api/nodes?tier=titan', 'tier']
  ])('%s is refused, naming %s', async (path, name) => {
    const { get } = api;
    const answer = await get(path);
    expect(answer.status).toBe(400);
    const { errors } = Problem.parse(await answer.json());
    expect(errors?.map((error) => error.name)).toContain(name);
  });

  it.each(['/api', '/api/', '/api/nothing', '/api/transactions', '/api/%61dmin/jobs'])(
    '%s is a 404 problem',
    async (path) => {
      const { get } = api;
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(Problem.parse(await answer.json()).requestId).toBe(answer.headers.get('x-request-id'));
    }
  );

  it.each(['/api/apps/Shop', '/api/apps/Shop/history', '/api/history/repos/history?image=nobody/knows'])(
    '%s is a 404 problem: nothing of that name was ever seen',
    async (path) => {
      const { get } = api;
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(Problem.parse(await answer.json()).code).toBe('not_found');
    }
  );
});

describe('of an API of its own', () => {
  afterEach(stopApis);

  it.each(named)('%s answers as declared', async (_, route) => {
    const { admin, store } = await startApi({
      planted: { payments: [payment(), payment({ usd_micros: null })] },
      deps: { failover: standInFailover() }
    });
    await plantPrice(store, 7_281_000n, NOON - 60);
    await plantNetwork(store);
    await plantWebhook(store, 'job-0');
    await plantSubscription(store);
    if (route.id === 'job') await admin('POST', '/api/admin/revenue-sync');
    await admin('POST', '/api/admin/tenants', { name: 'shop', monthlyQuota: 100 });
    if (/^replay/.test(route.id))
      await store.query('replay_begin', { ...(await leaseOf(store, 'replays')), ...plantedReplay });
    if (route.id === 'revokeKey') await store.query('add_api_key', plantedKey);
    const body = route.body === null ? undefined : bodies[route.id];
    const own = route.id === 'ownKey' ? await keyHeader(admin) : headersOf[route.path];
    const answer = await admin(route.method, pathOf(route), body, own);
    expect(answer.status).toBe(route.status);
    expect(answer.headers.get('content-type')).toContain(route.produces[0]);
    const [type] = route.produces;
    const content: unknown = type === 'application/json' ? await answer.json() : await textOf(answer, type);
    expect(() => route.response.parse(content)).not.toThrow();
  });
});

/** Of what has no end, the beginning. */
async function textOf(answer: Response, type: string): Promise<string> {
  if (type !== 'text/event-stream') return answer.text();
  const { value } = await answer.body!.getReader().read();
  return Buffer.from(value ?? []).toString('utf8');
}

/** Of a key that was just made. */
async function keyHeader(admin: Awaited<ReturnType<typeof startApi>>['admin']): Promise<Record<string, string>> {
  const made = await admin('POST', '/api/admin/keys', { name: 'own', scopes: ['read'] });
  return { 'x-api-key': ((await made.json()) as { key: string }).key };
}
