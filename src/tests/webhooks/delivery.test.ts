/** Deliveries to a real receiver, verified by the published library and by the verifier that we ship. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import { sourceFailing } from '../../lib/contract/health/events.ts';
import { paymentSeen } from '../../lib/contract/ledger/events.ts';
import { verifyWebhook } from '../../lib/contract/webhook-signature.ts';
import { createDispatcher, createTargets, createWebhookDesk } from '../../lib/server/modules/webhooks/module.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { EventDraft } from '../../lib/server/platform/store/rows.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { leaseOf, NOON } from '../support/factories.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

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
  const { desk, receiver, tell, clock, deliveries } = await setup();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen', 'payment.settled'] });
  receiver.answers(500, 503, 200);
  await tell(payment(1), { ...payment(1), id: 'payment.settled:x', type: 'payment.settled' }, payment(2));
  const first = await receiver.calls(2);
  expect(first.map(({ subject }) => subject).sort()).toEqual([txid(1), txid(2)]);
  const attempts = async () =>
    (await desk.deliveries(id, { state: '', below: null, limit: 10 })).deliveries.flatMap((each) => each.attempts);
  await expect.poll(async () => (await attempts()).length).toBe(2);
  clock.now += 8;
  deliveries.nudge();
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

it('does not connect to a name that leads inside', async () => {
  const { receiver } = await setup();
  const targets = createTargets(['203.0.113.0/24']);
  stops.push(() => targets.close());
  const { port } = new URL(receiver.url);
  const answered = await targets.send(`http://localhost:${port}/`, { headers: {}, body: '{}' });
  expect(answered).toMatchObject({
    status: null,
    outcome: 'not sent: the name leads to an address that is not allowed'
  });
  expect(receiver.seen()).toBe(0);
});

async function setup() {
  const store = await openSqlite(':memory:');
  stops.push(() => store.close());
  const clock = { now: Math.floor(Date.now() / 1_000) };
  const now = () => clock.now;
  const targets = createTargets(['127.0.0.0/8', '::1/128']);
  stops.push(() => targets.close());
  const deliveries = createDispatcher({ store, targets, now, random: () => 0, log: pino({ level: 'silent' }) });
  deliveries.begin();
  stops.push(() => deliveries.stop());
  const desk = createWebhookDesk({ store, targets, now, nudge: () => deliveries.nudge() });
  const receiver = await startReceiver();
  const tell = async (...events: EventDraft[]) => {
    // Events of today: a delivery is tried for a day.
    const today = events.map((each) => ({ ...each, at: clock.now }));
    await store.query('tell', { ...(await leaseOf(store, 'events')), status: {}, events: today, now: NOON });
    deliveries.nudge();
  };
  return { store, clock, deliveries, desk, receiver, tell };
}

interface Call {
  headers: IncomingHttpHeaders;
  body: string;
  subject: string;
}

async function startReceiver() {
  const received: Call[] = [];
  let statuses: number[] = [];
  const server = createServer((req, res) => {
    void req.toArray().then((chunks: Buffer[]) => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { subject } = JSON.parse(body) as { subject: string };
      received.push({ headers: req.headers, body, subject });
      res.writeHead(statuses.shift() ?? 200, { location: '/elsewhere' }).end('thanks');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    /** Of the next calls; then 200. */
    answers: (...next: number[]) => void (statuses = next),
    seen: () => received.length,
    async calls(count: number): Promise<Call[]> {
      await expect.poll(() => received.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);
      return received.slice(0, count);
    }
  };
}

const wanted = (url: string) => ({ url, format: 'json', ordering: 'subject' }) as const;
const txid = (at: number) => at.toString(16).padStart(64, '0');
const payment = (at: number) => eventOf(paymentSeen, { ...paymentSeen.example, txid: txid(at) }, { at: NOON });
const failing = (source: string) =>
  eventOf(sourceFailing, { source, since: 5, lastSuccess: null, reason: null }, { at: NOON, of: '5' });
