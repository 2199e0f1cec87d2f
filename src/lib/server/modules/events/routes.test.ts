/** The types of events, as programs read them. */
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { leaseOf, NOON } from '../../../../tests/support/factories.ts';
import { types } from '../../../contract/events/log.ts';
import { eventTypes } from '../../../contract/events/types.ts';
import { quotaThreshold } from '../../../contract/usage/events.ts';
import { eventOf } from '../../platform/events/event.ts';

afterEach(stopApis);

it('describes every type by the name that its events carry, with its schema and an example', async () => {
  const { get } = await startApi();
  const told = types.response.parse(await (await get('/api/events/types')).json());
  expect(told.types.map(({ type }) => type)).toEqual([...eventTypes.keys()]);
  for (const { type, name, schema, example } of told.types) {
    expect([type, name]).toEqual([type, type]);
    expect(schema).toMatchObject({ type: 'object' });
    expect(eventTypes.get(type)?.payload.safeParse(example).success).toBe(true);
  }
});

it('tells types that are not for everybody to an operator who asks for them, and to nobody else', async () => {
  const { get, admin, store } = await startApi();
  const crossed = eventOf(quotaThreshold, quotaThreshold.example, { at: NOON });
  await store.query('tell', { ...(await leaseOf(store, 'events')), status: {}, events: [crossed], now: NOON });
  const made = await admin('POST', '/api/admin/keys', { name: 'a program', scopes: ['read'] });
  const { key } = (await made.json()) as { key: string };
  const path = '/api/events?types=quota.threshold,payment.seen';
  expect(await (await admin('GET', path)).json()).toMatchObject({
    events: [{ id: crossed.id, type: 'quota.threshold' }]
  });
  expect((await get(path)).status).toBe(401);
  expect((await get(path, { 'x-api-key': key })).status).toBe(403);
  expect(await (await get('/api/events')).json()).toMatchObject({ events: [] });
  expect((await get('/api/events?types=payment.seen')).status).toBe(200);
  expect((await get('/api/events?types=quota.crossed')).status).toBe(400);
});
