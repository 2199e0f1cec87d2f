/** Keys at the public port: answers that the edge keeps are limited, counted and refused as those of the API. */
import { afterEach, expect, it } from 'vitest';
import { stopApis } from './support/api.ts';
import { PATIENCE, startEdgeAndApi } from './support/edge-and-api.ts';

afterEach(stopApis);

const PATH = '/api/stats';

it('are limited by their plan, apart from the address that they come from', async () => {
  const { get, key, untilKept } = await setup({ limit: 5 });
  await untilKept(PATH, { 'x-forwarded-for': '10.9.9.9' });
  for (let time = 0; time < 5; time++) expect((await get(PATH)).status).toBe(200);
  expect((await get(PATH)).status).toBe(429);
  const answer = await get(PATH, { 'x-api-key': key });
  expect(answer.status).toBe(200);
  expect(answer.headers['ratelimit-limit']).toBe('600');
  expect((await get(PATH)).status).toBe(429);
});

it('are limited by their plan also where addresses are not, whoever answers', async () => {
  const { get, key, untilKept } = await setup({ limit: 0 });
  await untilKept(PATH);
  const remaining = [];
  for (let time = 0; time < 3; time++) {
    remaining.push((await get(PATH, { 'x-api-key': key })).headers['ratelimit-remaining']);
  }
  expect(remaining).toEqual(['599', '598', '597']);
  expect((await get(PATH)).headers).not.toHaveProperty('ratelimit-limit');
});

it('are counted for their month, whoever answers', async () => {
  const { get, key, untilKept, api, asked } = await setup({});
  await untilKept(PATH);
  const first = await get(PATH, { 'x-api-key': key });
  expect(first.headers).toMatchObject({ 'x-quota-limit': '1000000', 'x-quota-remaining': '999999' });
  expect(first.headers).not.toHaveProperty('x-edge-key');
  asked.length = 0;
  const remaining = [];
  for (let time = 0; time < 5; time++)
    remaining.push((await get(PATH, { authorization: `Bearer ${key}` })).headers['x-quota-remaining']);
  expect(remaining).toEqual(['999998', '999997', '999996', '999995', '999994']);
  await expect
    .poll(async () => {
      await api.months.flush();
      const answer = await api.admin('GET', `/api/meter/usage/key:${await idOf(api)}`);
      return ((await answer.json()) as { totalTokens: number }).totalTokens;
    }, PATIENCE)
    .toBe(6);
  const answer = await api.admin('GET', `/api/meter/usage/key:${await idOf(api)}`);
  expect(await answer.json()).toMatchObject({ quota: 1_000_000, features: [{ feature: 'stats', tokens: 6 }] });
});

it('are refused by the edge within half a second after they were revoked', async () => {
  const { get, key, untilKept, api, later } = await setup({});
  await untilKept(PATH);
  expect((await get(PATH, { 'x-api-key': key })).status).toBe(200);
  await api.admin('DELETE', `/api/admin/keys/${await idOf(api)}`);
  later.ms += 400;
  expect((await get(PATH, { 'x-api-key': key })).status).toBe(401);
  expect((await get(PATH, { 'x-api-key': key })).status).toBe(401);
});

it('that may not read get no kept answer', async () => {
  const { get, make, untilKept } = await setup({});
  await untilKept(PATH);
  const { key } = await make(['meter:write']);
  for (let time = 0; time < 3; time++) expect((await get(PATH, { 'x-api-key': key })).status).toBe(403);
});

type Api = Awaited<ReturnType<typeof startEdgeAndApi>>['api'];

async function idOf(api: Api): Promise<string> {
  const { keys } = (await (await api.admin('GET', '/api/admin/keys')).json()) as { keys: { id: string }[] };
  return keys[0]?.id ?? '';
}

async function setup(options: Parameters<typeof startEdgeAndApi>[0]) {
  const started = await startEdgeAndApi(options);
  const make = async (scopes: string[]) => {
    const answer = await started.api.admin('POST', '/api/admin/keys', { name: 'a program', scopes, plan: 'free' });
    return (await answer.json()) as { id: string; key: string };
  };
  const { key } = await make(['read']);
  return { ...started, make, key };
}
