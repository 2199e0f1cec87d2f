import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { routes } from '../../../../tests/support/declared-routes.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { scopes, type Endpoint } from '../../../contract/kit/endpoint.ts';
import { Problem } from '../../../contract/kit/problem.ts';
import { createKeys } from './keys.ts';

afterEach(stopApis);

const values: Record<string, string> = { period: 'monthly', date: '2026-03-18', category: 'gaming', days: '7' };
const pathOf = ({ path }: Endpoint) => path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'x');
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

it('shows a key once: what is stored, listed, logged and recorded has only its beginning', async () => {
  const { admin, store, logged, make, get } = await setup();
  const { id, key } = await make(['read']);
  expect(key).toMatch(/^ftk_[\w-]{43}$/);
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(200);
  expect((await get('/api/stats?surprise=1', { authorization: `Bearer ${key}` })).status).toBe(400);
  const list = await (await admin('GET', '/api/admin/keys')).text();
  const rows = await store.query('backup_api_keys', { after: {}, limit: 10 });
  const record = await (await admin('GET', '/api/admin/audit')).text();
  expect(JSON.parse(list)).toMatchObject({ keys: [{ id, prefix: key.slice(0, 12), state: 'active' }] });
  expect(rows).toHaveLength(1);
  for (const text of [list, JSON.stringify(rows), record, JSON.stringify(logged)]) {
    expect(text).not.toContain(key.slice(12));
  }
});

it.each(named.filter(([, { auth, scope }]) => auth === 'admin' || scope !== null))(
  '%s is refused to a key without its scope, and opens to none that is the administrator’s',
  async (_, route) => {
    const { make, ask } = await setup();
    const others = scopes.filter((scope) => scope !== route.scope);
    const answer = await ask(route.method, pathOf(route), (await make([...others])).key);
    const problem = Problem.parse(await answer.json());
    if (route.auth === 'admin') expect(problem).toMatchObject({ status: 401, code: 'unauthorized' });
    else
      expect(problem).toMatchObject({
        status: 403,
        code: 'insufficient_scope',
        detail: `This needs a key with the scope ${route.scope}.`
      });
  }
);

it('opens to each scope alone what needs it', async () => {
  const { make, ask } = await setup();
  for (const route of routes.filter(({ auth }) => auth !== 'admin')) {
    const { key } = await make([route.scope ?? 'meter:write']);
    const { status } = await ask(route.method, pathOf(route), key);
    expect([route.path, status]).not.toEqual([route.path, 401]);
    expect([route.path, status]).not.toEqual([route.path, 403]);
  }
});

it('refuses a kept answer to a key that may not read', async () => {
  const { make, get } = await setup();
  const { key } = await make(['meter:write']);
  expect((await get('/api/stats')).status).toBe(200);
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(403);
});

it('refuses a key that nobody made, also where nobody needs one', async () => {
  const { get, make } = await setup();
  const { key } = await make(['read']);
  const wrong = [`ftk_${'A'.repeat(43)}`, `${key}x`, `${key.slice(0, 12)}${'A'.repeat(35)}`, 'nothing', ''];
  for (const text of wrong) {
    const answer = await get('/api/stats', { 'x-api-key': text });
    expect(Problem.parse(await answer.json())).toMatchObject({ status: 401, code: 'invalid_key' });
  }
});

it('tells its holder what it has used', async () => {
  const { get, make, months } = await setup();
  const { key } = await make(['read'], { plan: 'free' });
  const own = async () => (await (await get('/api/keys/me', { 'x-api-key': key })).json()) as unknown;
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(200);
  await own();
  await months.flush();
  expect(await own()).toMatchObject({
    name: 'a program',
    prefix: key.slice(0, 12),
    perMinute: 600,
    month: { limit: 1_000_000, used: 2 },
    features: [
      { feature: 'keys', requests: 1 },
      { feature: 'stats', requests: 1 }
    ]
  });
  expect(JSON.stringify(await own())).not.toContain(key.slice(12));
});

it('ends at its time', async () => {
  const { state, get, make } = await setup();
  const { key } = await make(['read'], { expiresAt: NOON + 60 });
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(200);
  state.now += 60;
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(401);
});

it('refuses to make one without a scope, of no plan, or over already', async () => {
  const { admin } = await setup();
  const field = async (body: object) => {
    const answer = await admin('POST', '/api/admin/keys', { name: 'a', scopes: ['read'], ...body });
    return Problem.parse(await answer.json()).errors?.map(({ name }) => name);
  };
  expect(await field({ scopes: [] })).toEqual(['scopes']);
  expect(await field({ scopes: ['admin'] })).toEqual(['scopes.0']);
  expect(await field({ plan: 'endless' })).toEqual(['plan']);
  expect(await field({ expiresAt: NOON })).toEqual(['expiresAt']);
  expect(await field({ name: ' ' })).toEqual(['name']);
  expect((await admin('DELETE', '/api/admin/keys/nothing')).status).toBe(404);
});

it('is refused within a second by a replica that knew it, and at once where it was revoked', async () => {
  const { store, make, admin, get, logger, months } = await setup();
  const { id, key } = await make(['read']);
  let ms = 0;
  const replica = createKeys({ store, months, now: () => NOON, log: logger, clock: () => ms });
  expect(await replica.identify(key)).toMatchObject({ id });
  const revoked = await admin('DELETE', `/api/admin/keys/${id}`);
  expect(await revoked.json()).toMatchObject({ key: { id, state: 'revoked', revokedAt: NOON } });
  expect((await get('/api/stats', { 'x-api-key': key })).status).toBe(401);
  ms += 399;
  expect(await replica.identify(key)).toMatchObject({ id });
  ms += 1;
  expect(await replica.identify(key)).toBeNull();
});

it('is known to its end, and not longer, while the store is away', async () => {
  const { store, make, logger, months } = await setup();
  const { id, key } = await make(['read']);
  let isAway = false;
  const failing: typeof store = {
    ...store,
    query: (name, args) => (isAway ? Promise.reject(new Error('away')) : store.query(name, args))
  };
  let ms = 0;
  const keys = createKeys({ store: failing, months, now: () => NOON, log: logger, clock: () => ms });
  await keys.identify(key);
  isAway = true;
  for (ms of [200, 399]) expect(await keys.identify(key)).toMatchObject({ id });
  ms = 400;
  await expect(keys.identify(key)).rejects.toThrow('away');
  isAway = false;
  expect(await keys.identify(key)).toMatchObject({ id });
});

it('writes down when it was last used, once a minute', async () => {
  const { store, make, logger, months } = await setup();
  const { key } = await make(['read']);
  let ms = 0;
  const keys = createKeys({ store, months, now: () => NOON + 59, log: logger, clock: () => ms });
  await keys.identify(key);
  expect(await keys.list()).toMatchObject([{ lastUsedAt: null }]);
  ms += 60_000;
  await keys.identify(key);
  expect(await keys.list()).toMatchObject([{ lastUsedAt: NOON }]);
});

it('was never used before it was made', async () => {
  const { store, state, make, logger, months } = await setup();
  state.now += 30;
  const { key } = await make(['read']);
  let ms = 0;
  const keys = createKeys({ store, months, now: () => NOON + 40, log: logger, clock: () => ms });
  ms += 60_000;
  await keys.identify(key);
  expect(await keys.list()).toMatchObject([{ createdAt: NOON + 30, lastUsedAt: NOON + 30 }]);
});

async function setup() {
  const api = await startApi();
  const make = async (wanted: readonly string[], more: object = {}) => {
    const answer = await api.admin('POST', '/api/admin/keys', { name: 'a program', scopes: wanted, ...more });
    expect(answer.status).toBe(201);
    return (await answer.json()) as { id: string; key: string };
  };
  const ask = (method: string, path: string, key: string) =>
    fetch(api.origin + path, { method, headers: { 'x-api-key': key, authorization: `Bearer ${key}` } });
  return { ...api, make, ask, logger: pino({ level: 'silent' }) };
}
