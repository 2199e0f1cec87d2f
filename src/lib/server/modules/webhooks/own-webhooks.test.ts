/** Webhooks through a key: the same as the operator's, of its own alone. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

const hook = { url: 'https://example.org/hook', types: ['payment.seen'] };

it('is made, rotated, paused, tested and removed by its key', async () => {
  const { keyed } = await setup();
  const mine = await keyed();
  const made = await mine('POST', '', hook);
  expect(made).toMatchObject([201, { ...hook, secret: expect.stringMatching(/^whsec_/) as string, state: 'active' }]);
  const id = String(made[1]['id']);
  expect(await mine('POST', `/${id}/pause`, {})).toMatchObject([200, { webhook: { state: 'paused' } }]);
  expect(await mine('POST', `/${id}/resume`, {})).toMatchObject([200, { webhook: { state: 'active' } }]);
  expect(await mine('POST', `/${id}/rotate`, {})).toMatchObject([200, { id }]);
  const [, { deliveryId }] = await mine('POST', `/${id}/test`, {});
  expect(await mine('GET', `/${id}/deliveries`)).toMatchObject([200, { deliveries: [{ id: deliveryId }] }]);
  expect(await mine('POST', `/${id}/redeliver`, { deliveryId })).toEqual([202, { redelivered: 1 }]);
  expect(await mine('DELETE', `/${id}`)).toEqual([200, { id }]);
  expect(await mine('GET', '')).toEqual([200, { webhooks: [] }]);
});

it('is seen by nobody but its key and the operator', async () => {
  const { keyed, admin } = await setup();
  const [mine, theirs] = [await keyed(), await keyed()];
  const [, { id, keyId }] = await mine('POST', '', hook);
  const operators = (await (await admin('POST', '/api/admin/webhooks', hook)).json()) as { id: string; keyId: null };
  expect(keyId).toEqual(expect.any(String));
  expect(operators.keyId).toBeNull();
  expect(await theirs('GET', '')).toEqual([200, { webhooks: [] }]);
  expect(await mine('GET', '')).toMatchObject([200, { webhooks: [{ id }] }]);
  for (const other of [String(id), operators.id]) {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/deliveries'],
      ...['rotate', 'test', 'pause', 'resume'].map((verb) => ['POST', `/${verb}`] as const)
    ] as const) {
      const [status] = await theirs(method, `/${other}${path}`, method === 'POST' ? {} : undefined);
      expect([other, method, path, status]).toEqual([other, method, path, 404]);
    }
    expect((await theirs('POST', `/${other}/redeliver`, { from: 0, to: 9 }))[0]).toBe(404);
  }
  const all = (await (await admin('GET', '/api/admin/webhooks')).json()) as { webhooks: { id: string }[] };
  expect(new Set(all.webhooks.map((each) => each.id))).toEqual(new Set([id, operators.id]));
  // With the admin token the way of keys shows all, too.
  expect(await (await admin('GET', '/api/webhooks')).json()).toEqual(all);
});

it('is told nothing that concerns others, and there are at most twenty of a key', async () => {
  const { keyed, admin } = await setup();
  const mine = await keyed();
  const usage = { ...hook, types: ['quota.threshold'] };
  expect(Problem.parse((await mine('POST', '', usage))[1])).toMatchObject({ status: 400, errors: [{ name: 'types' }] });
  expect((await admin('POST', '/api/admin/webhooks', usage)).status).toBe(201);
  expect((await admin('POST', '/api/admin/webhooks', { ...hook, types: ['delivery.dead'] })).status).toBe(400);
  for (let made = 0; made < 20; made++) expect((await mine('POST', '', hook))[0]).toBe(201);
  expect((await mine('POST', '', hook))[0]).toBe(400);
});

it.each([
  ['key_revoked', 'is revoked'],
  ['key_expired', 'has expired']
] as const)('is paused by name once its key is over (%s), and goes on for nobody', async (reason, how) => {
  const { keyed, admin, state } = await setup();
  const mine = await keyed(['webhooks'], { expiresAt: NOON + 60 });
  const [, { id, keyId, pausedReason }] = await mine('POST', '', hook);
  expect(pausedReason).toBeNull();
  if (reason === 'key_expired') state.now += 60;
  else await admin('DELETE', `/api/admin/keys/${String(keyId)}`);
  const at = `/api/admin/webhooks/${String(id)}`;
  expect(await (await admin('GET', at)).json()).toMatchObject({ webhook: { state: 'paused', pausedReason: reason } });
  const resumed = await admin('POST', `${at}/resume`, {});
  const problem = Problem.parse(await resumed.json());
  expect(problem).toMatchObject({ status: 409, code: reason, detail: expect.stringContaining(how) as string });
  expect((await admin('DELETE', at)).status).toBe(200);
});

it('takes a range of deliveries that ends where it begins, and none that ends before', async () => {
  const { admin } = await setup();
  const { id } = (await (await admin('POST', '/api/admin/webhooks', hook)).json()) as { id: string };
  const redeliver = (range: object) => admin('POST', `/api/admin/webhooks/${id}/redeliver`, range);
  expect((await redeliver({ from: 5, to: 5 })).status).toBe(202);
  const refused = await redeliver({ from: 5, to: 4 });
  expect(Problem.parse(await refused.json())).toMatchObject({ status: 400, errors: [{ name: 'to' }] });
});

it('needs a key, with the scope', async () => {
  const { get, keyed } = await setup();
  expect((await get('/api/webhooks')).status).toBe(401);
  const reading = await keyed(['read']);
  expect((await reading('GET', ''))[0]).toBe(403);
});

async function setup() {
  const api = await startApi();
  let made = 0;
  const keyed = async (scopes = ['webhooks'], more: object = {}) => {
    const answer = await api.admin('POST', '/api/admin/keys', { name: `key ${made++}`, scopes, ...more });
    const { key } = (await answer.json()) as { key: string };
    return async (method: string, path: string, body?: unknown) => {
      const sent = await api.admin(method, `/api/webhooks${path}`, body, { authorization: `Bearer ${key}` });
      return [sent.status, (await sent.json()) as Record<string, unknown>] as const;
    };
  };
  return { ...api, keyed };
}
