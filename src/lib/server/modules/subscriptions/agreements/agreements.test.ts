import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../../tests/support/api.ts';
import { NOON } from '../../../../../tests/support/factories.ts';

afterEach(stopApis);

const body = { sender: 'Council', recipient: 'Builder', depositAmount: '100.00000001', ratePerSecond: '0.01' };

it('makes one agreement of a key, however often it is sent', async () => {
  const { post, get } = await setup();
  const first = await post(body, 'k1');
  expect(first.status).toBe(201);
  const made = (await first.json()) as { id: string };
  expect(made).toMatchObject({
    kind: 'agreement',
    depositAmount: '100.00000001',
    ratePerSecond: '0.010000000000000000',
    start: NOON,
    // 10,000 seconds and a part of one more.
    end: NOON + 10_001,
    status: 'active'
  });
  const again = await post({ ...body }, 'k1');
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(await again.json()).toEqual(made);
  expect((await post({ ...body, depositAmount: '100.00000002' }, 'k1')).status).toBe(409);
  const { agreements } = (await (await get('/api/streams/agreements')).json()) as { agreements: unknown[] };
  expect(agreements).toHaveLength(1);
});

it('makes one of 100 at once', async () => {
  const { post, get } = await setup();
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(body, 'k1')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
  expect(new Set(ids).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
  expect(await (await get('/api/streams/agreements')).json()).toMatchObject({ agreements: [{ id: ids[0] }] });
});

it.each([
  [{ depositAmount: 100 }, 'DECIMAL_INVALID_TYPE', 'depositAmount'],
  [{ depositAmount: '' }, 'DECIMAL_EMPTY_VALUE', 'depositAmount'],
  [{ depositAmount: undefined }, 'DECIMAL_INVALID_TYPE', 'depositAmount'],
  [{ depositAmount: null }, 'DECIMAL_INVALID_TYPE', 'depositAmount'],
  [{ depositAmount: '1e3' }, 'DECIMAL_INVALID_FORMAT', 'depositAmount'],
  [{ depositAmount: '-5' }, 'DECIMAL_OUT_OF_RANGE', 'depositAmount'],
  [{ ratePerSecond: 0.5 }, 'DECIMAL_INVALID_TYPE', 'ratePerSecond'],
  [{ end: NOON + 5 }, 'bad_request', 'end'],
  [{ surprise: 1 }, 'bad_request', 'surprise'],
  [{ sender: '' }, 'bad_request', 'sender']
])('refuses %j by %s', async (over, code, name) => {
  const { post } = await setup();
  const answer = await post({ ...body, ...over }, 'k1');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code, errors: [{ name }] });
});

it('is earned over its term, and can be ended once', async () => {
  const { post, get, admin, state } = await setup();
  const sent = { sender: 'a', recipient: 'b', depositAmount: '100', start: NOON, end: NOON + 1_000 };
  const { id } = (await (await post(sent, 'k1')).json()) as { id: string };
  state.now = NOON + 250;
  expect(await (await get(`/api/streams/${id}`)).json()).toMatchObject({
    accrued: '25.00000000',
    deferred: '75.00000000'
  });
  const ended = await admin('DELETE', `/api/streams/${id}`);
  expect([ended.status, await ended.json()]).toMatchObject([200, { status: 'cancelled', breakage: '75.00000000' }]);
  expect((await admin('DELETE', `/api/streams/${id}`)).status).toBe(409);
  expect((await admin('DELETE', '/api/streams/agr_none')).status).toBe(404);
});

it('cannot end one that is over by itself', async () => {
  const { post, admin, state } = await setup();
  const sent = { sender: 'a', recipient: 'b', depositAmount: '100', start: NOON, end: NOON + 1_000 };
  const { id } = (await (await post(sent, 'k1')).json()) as { id: string };
  state.now = NOON + 1_000;
  expect((await admin('DELETE', `/api/streams/${id}`)).status).toBe(409);
});

it('needs a key of its own and a credential', async () => {
  const { post, origin } = await setup();
  expect(await (await post(body, '')).json()).toMatchObject({ code: 'idempotency_key_required' });
  const answer = await fetch(`${origin}/api/streams`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(401);
});

async function setup() {
  const api = await startApi();
  return {
    ...api,
    post: (sent: object, key: string) =>
      api.admin('POST', '/api/streams', sent, key === '' ? {} : { 'idempotency-key': key })
  };
}
