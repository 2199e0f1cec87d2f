/** Receivers that hang, reset, redirect, overflow, ask for patience or go away: each is treated as the contract says. */
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createTargets } from '../../lib/server/modules/webhooks/module.ts';
import { payment, startWebhooks, wanted } from './harness.ts';

const MB = 1024 * 1024;

it('waits ten seconds for an answer and no longer, and takes a reset for none', { timeout: 30_000 }, async () => {
  const { targets, receiver } = await startWebhooks();
  const send = () => targets.send(receiver.url, { headers: {}, body: '{"subject":"x"}' });
  receiver.answers(
    () => undefined,
    (res) => res.destroy()
  );
  const begun = performance.now();
  expect(await send()).toEqual({ status: null, retryAfter: undefined, outcome: 'no answer within 10 s' });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(9_900);
  expect(await send()).toMatchObject({ status: null, outcome: expect.stringMatching(/^no answer: /) as string });
});

it('reads no more than 64 KiB of an answer that never ends, and takes its status', async () => {
  const { targets, receiver } = await startWebhooks();
  let sent = 0;
  receiver.always((res) => {
    res.writeHead(200, { 'content-length': String(2_048 * MB) });
    const more = () => {
      while (!res.destroyed) {
        sent += 64 * 1024;
        if (!res.write(Buffer.alloc(64 * 1024))) break;
      }
    };
    res.on('drain', more);
    more();
  });
  const answered = await targets.send(receiver.url, { headers: {}, body: '{"subject":"x"}' });
  expect(answered).toMatchObject({ status: 200, outcome: 'answered 200' });
  // What the sockets of both sides hold was sent besides.
  expect(sent).toBeLessThan(20 * MB);
});

it('leaves a receiver that sends its head and then nothing after ten seconds', { timeout: 30_000 }, async () => {
  const { targets } = await startWebhooks();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answered = await targets.send(`http://127.0.0.1:${port}/`, { headers: {}, body: '{}' });
  server.close();
  expect(answered).toMatchObject({ status: 200 });
});

it.each([
  [500, 'pending'],
  [429, 'pending'],
  [302, 'dead'],
  [410, 'dead']
] as const)('after %i a delivery is %s', async (status, state) => {
  const { desk, receiver, tell } = await startWebhooks();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  receiver.answers(status);
  await tell(payment(1));
  const first = async () => (await desk.deliveries(id, { state: '', below: null, limit: 1 })).deliveries[0];
  await expect.poll(async () => (await first())?.attempts.length).toBe(1);
  expect(await first()).toMatchObject({ state, attempts: [{ status, outcome: `answered ${status}` }] });
  expect(receiver.seen()).toBe(1);
});

it('comes back when a busy receiver has asked it to', async () => {
  const { desk, receiver, tell, pass } = await startWebhooks();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  receiver.answers((res) => res.writeHead(429, { 'retry-after': '90' }).end());
  await tell(payment(1));
  await receiver.calls(1);
  await expect
    .poll(async () => (await desk.deliveries(id, { state: '', below: null, limit: 1 })).deliveries[0]?.attempts.length)
    .toBe(1);
  pass(89);
  await desk.test(id);
  await receiver.calls(2);
  expect(receiver.all().filter(({ headers }) => headers['webhook-id'] === `${id}.1`)).toHaveLength(1);
  pass(1);
  await receiver.calls(3);
  expect(receiver.all().filter(({ headers }) => headers['webhook-id'] === `${id}.1`)).toHaveLength(2);
});

it('leaves a receiver that failed five times alone together with other replicas, then tries it once', async () => {
  const { desk, receiver, store, clock, tell, pass } = await startWebhooks({ replicas: 3 });
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'], ordering: 'none' });
  receiver.always(503);
  await tell(...[1, 2, 3, 4, 5].map(payment));
  await receiver.calls(5);
  const attempts = async () =>
    (await desk.deliveries(id, { state: '', below: null, limit: 50 })).deliveries.flatMap((each) => each.attempts);
  await expect.poll(async () => (await attempts()).length).toBe(5);
  await tell(payment(6));
  const claimedAt = (later: number) =>
    store.query('delivery_claim', {
      ...{ webhook: id, origin: new URL(receiver.url).origin, claim: `by hand ${later}` },
      ...{ most: 10, rate: 10, now: clock.now + later, until: clock.now + later + 30 }
    });
  // All six are due, and no replica sends one.
  expect(await claimedAt(299)).toEqual([]);
  let probe: ServerResponse | undefined;
  receiver.answers((res) => (probe = res));
  pass(301);
  await receiver.calls(6);
  expect(await claimedAt(0)).toEqual([]);
  expect(receiver.seen()).toBe(6);
  // Whatever it answers, it is back: the others follow.
  receiver.always(200);
  probe?.writeHead(503).end();
  await expect.poll(async () => (await attempts()).length).toBe(11);
  pass(60);
  await expect.poll(async () => (await desk.read(id)).pending, { timeout: 15_000 }).toBe(0);
  expect(receiver.seen()).toBe(12);
  expect(new Set(receiver.all().map(({ headers }) => headers['webhook-id'])).size).toBe(6);
});

it('connects to the address that was checked: whatever a name leads to later, and wherever else it leads', async () => {
  const { receiver } = await startWebhooks();
  const { port } = new URL(receiver.url);
  receiver.always((res) => res.writeHead(200, { connection: 'close' }).end());
  const told = [['127.0.0.1'], ['10.0.0.5'], ['127.0.0.1', '10.0.0.5'], ['127.0.0.1']];
  let asked = 0;
  const targets = createTargets(['127.0.0.0/8'], (_, __, done) => {
    const addresses = told[asked++] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: 4 }))
    );
  });
  const outcomes: string[] = [];
  for (let time = 0; time < told.length; time++) {
    const { outcome } = await targets.send(`http://hook.example:${port}/`, { headers: {}, body: '{"subject":"x"}' });
    outcomes.push(outcome);
  }
  await targets.close();
  const forbidden = 'not sent: the name leads to an address that is not allowed';
  expect(outcomes).toEqual(['answered 200', forbidden, forbidden, 'answered 200']);
  expect([asked, receiver.seen()]).toEqual([4, 2]);
});

it('tells on the feed of deliveries how each has ended, once', async () => {
  const { desk, receiver, store, tell } = await startWebhooks();
  const { id } = await desk.create({ ...wanted(receiver.url), types: ['payment.seen'] });
  receiver.answers(410, 200);
  await tell(payment(1));
  await receiver.calls(1);
  await tell(payment(2));
  const told = async () =>
    (await store.query('events_after', { after: 0, limit: 50 }))
      .filter(({ type }) => type.startsWith('delivery.'))
      .map((row) => [row.id, JSON.parse(row.data) as unknown]);
  const about = (seq: number, status: number) => ({
    ...{ delivery: `${id}.${seq}`, webhook: id, eventType: 'payment.seen', eventSeq: seq, attempts: 1, status }
  });
  await expect.poll(async () => (await told()).length).toBe(2);
  const [first, second] = await told();
  expect(first).toEqual([`delivery.dead:${id}.1:1`, about(1, 410)]);
  expect(second?.[1]).toMatchObject({ eventType: 'payment.seen', status: 200, attempts: 1 });
});
