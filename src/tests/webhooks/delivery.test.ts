/** Deliveries to a real receiver, verified by the published library and by the verifier that we ship. */
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { verifyWebhook } from '../../lib/contract/webhook-signature.ts';
import { createTargets } from '../../lib/server/modules/webhooks/module.ts';
import { failing, payment, startWebhooks as setup, txid, wanted } from './harness.ts';

it('delivers what is asked for, signed so that the published library and our verifier take it', async () => {
  const { desk, receiver, tell, clock } = await setup();
  const made = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await tell(payment(1), failing('daemon'));
  const [call] = await receiver.calls(1);
  expect(JSON.parse(call!.body)).toMatchObject({ seq: 1, type: 'payment.seen', data: { txid: txid(1) } });
  expect(call!.headers).toMatchObject({ 'webhook-id': `${made.id}.1`, 'x-fluxtracker-event': 'payment.seen' });
  const checks = { secret: made.secret, now: clock.now };
  expect(await verifyWebhook(call!, checks)).toEqual({
    status: 200,
    deliveryId: `${made.id}.1`,
    event: 'payment.seen'
  });
  expect(() => new Webhook(made.secret).verify(call!.body, call!.headers as Record<string, string>)).not.toThrow();
  expect((await verifyWebhook({ ...call!, body: `${call!.body} ` }, checks)).status).toBe(401);
});

it('tries again under the same id with the same body, and keeps the order of a subject', async () => {
  const { desk, receiver, tell, pass } = await setup();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen', 'payment.settled'] });
  receiver.answers(500, 503, 200);
  await tell(payment(1), { ...payment(1), id: 'payment.settled:x', type: 'payment.settled' }, payment(2));
  const first = await receiver.calls(2);
  expect(first.map(({ subject }) => subject).sort()).toEqual([txid(1), txid(2)]);
  const attempts = async () =>
    (await desk.deliveries(id, { state: '', below: null, limit: 10 })).deliveries.flatMap((each) => each.attempts);
  await expect.poll(async () => (await attempts()).length).toBe(2);
  pass(8);
  const all = await receiver.calls(5);
  const ofFirst = all.filter(({ subject }) => subject === txid(1));
  expect(ofFirst.map(({ headers }) => headers['webhook-id'])).toEqual([`${id}.1`, `${id}.1`, `${id}.2`]);
  expect(ofFirst[0]?.body).toBe(ofFirst[1]?.body);
  await expect.poll(async () => (await desk.read(id)).pending).toBe(0);
});

it('takes another answer for the last word, and redelivers what is dead when told so', async () => {
  const { desk, receiver, tell, clock } = await setup();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  receiver.answers(410, 302, 200);
  await tell(payment(1), payment(2));
  await receiver.calls(2);
  await expect.poll(async () => (await desk.read(id)).dead).toBe(2);
  const { deliveries } = await desk.deliveries(id, { state: 'dead', below: null, limit: 10 });
  expect(deliveries.flatMap(({ attempts }) => attempts.map(({ status }) => status)).sort()).toEqual([302, 410]);
  clock.now += 2;
  expect(await desk.redeliver(id, { from: 1, to: 2 })).toEqual({ redelivered: 2 });
  const calls = await receiver.calls(4);
  expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  await expect.poll(async () => (await desk.read(id)).dead).toBe(0);
});

it('signs with both secrets for a day after a rotation', async () => {
  const { desk, receiver, tell, clock } = await setup();
  const { id, secret } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  const { secret: next } = await desk.rotate(id);
  await tell(payment(1));
  const [call] = await receiver.calls(1);
  for (const each of [secret, next]) {
    expect((await verifyWebhook(call!, { secret: each, now: clock.now })).status).toBe(200);
    expect(() => new Webhook(each).verify(call!.body, call!.headers as Record<string, string>)).not.toThrow();
  }
});

it('sends nothing while it is paused, and what has waited afterwards', async () => {
  const { desk, receiver, tell } = await setup();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  await desk.change(id, 'paused');
  await tell(payment(1));
  const { deliveryId } = await desk.test(id);
  expect((await desk.read(id)).pending).toBe(2);
  await desk.change(id, 'active');
  const calls = await receiver.calls(2);
  expect(calls.map(({ headers }) => headers['webhook-id']).sort()).toEqual([`${id}.1`, deliveryId].sort());
});

it('sends nothing for a key that is over, claimed or due, and forgets after a month what has waited', async () => {
  const { store, desk, receiver, tell, clock } = await setup();
  const key = { name: 'a program', hash: 'x', scopes: '[]', plan: 'free', created_at: 0 };
  await store.query('add_api_key', { ...key, id: 'over', prefix: 'ftk_1', expires_at: clock.now });
  await store.query('add_api_key', { ...key, id: 'good', prefix: 'ftk_2', expires_at: clock.now + 1 });
  const wants = { ...wanted(receiver.url), types: ['payment.seen'] };
  const { id } = await desk.of('over').create(wants);
  const good = await desk.of('good').create(wants);
  await tell(payment(1));
  await receiver.calls(1);
  const args = { origin: new URL(receiver.url).origin, claim: 'c', most: 9, rate: 9, until: clock.now + 30 };
  expect(await store.query('delivery_claim', { ...args, webhook: id, now: clock.now })).toEqual([]);
  await expect.poll(async () => (await desk.read(good.id)).pending).toBe(0);
  expect(await desk.read(id)).toMatchObject({ state: 'paused', pausedReason: 'key_expired', pending: 1 });
  await store.query('deliveries_prune', { before: clock.now, limit: 10 });
  expect(await desk.read(id)).toMatchObject({ pending: 1 });
  await store.query('deliveries_prune', { before: clock.now + 1, limit: 10 });
  expect(await desk.read(id)).toMatchObject({ pending: 0 });
  expect(receiver.seen()).toBe(1);
});

const inside = 'leads to an address that is not allowed';
it.each([
  ['http://127.0.0.1:1/', [], inside],
  ['http://example.org/', [], 'is not https'],
  ['https://127.0.0.1/', [], inside],
  ['https://[::ffff:10.0.0.1]/', [], inside],
  ['https://[::1]/', [], inside],
  ['https://169.254.169.254/', [], inside],
  ['https://2130706433/', [], inside],
  ['https://user:secret@example.org/', [], 'holds credentials'],
  ['ftp://example.org/', [], 'is not https'],
  ['http://10.1.2.3/', ['10.0.0.0/8'], null],
  ['https://example.org/', [], null]
])('%s with %j allowed: %s', async (url, allowed, fault) => {
  const targets = createTargets(allowed);
  const verdict = targets.faultOf(url);
  await targets.close();
  expect(verdict).toBe(fault);
});

it.each([
  ['http://inside.test/', '10.1.2.3', null],
  ['http://outside.test/', '198.51.100.7', inside],
  ['http://nowhere.test/', null, 'is not https, and its name leads nowhere'],
  ['https://nowhere.test/', null, null]
])('takes %s with the address %s once it is resolved: %s', async (url, address, fault) => {
  const targets = createTargets(['10.0.0.0/8'], (_, __, done) =>
    address === null ? done(new Error('ENOTFOUND'), []) : done(null, [{ address, family: 4 }])
  );
  const verdict = await targets.faultOnceResolved(url);
  await targets.close();
  expect(verdict).toBe(fault);
});

it('does not connect to a name that leads inside', async () => {
  const { receiver } = await setup();
  const targets = createTargets(['203.0.113.0/24']);
  const { port } = new URL(receiver.url);
  const answered = await targets.send(`http://localhost:${port}/`, { headers: {}, body: '{}' });
  expect(answered).toMatchObject({
    status: null,
    outcome: 'not sent: the name leads to an address that is not allowed'
  });
  await targets.close();
  expect(receiver.seen()).toBe(0);
});
