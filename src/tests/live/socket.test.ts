/** The WebSocket through the public port: every message, fault, limit and refusal. */
import { once } from 'node:events';
import { SignJWT } from 'jose';
import { afterEach, expect, it } from 'vitest';
import WebSocket, { type RawData } from 'ws';
import { sourceFailing } from '../../lib/contract/health/events.ts';
import { paymentSeen } from '../../lib/contract/ledger/events.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { EventDraft } from '../../lib/server/platform/store/rows.ts';
import { stopApis } from '../support/api.ts';
import { startEdgeAndApi } from '../support/edge-and-api.ts';
import { leaseOf, NOON } from '../support/factories.ts';

const open: WebSocket[] = [];
afterEach(async () => {
  for (const ws of open.splice(0)) ws.terminate();
  await stopApis();
});

it('tells what is subscribed to, each event once, and stops when told so', async () => {
  const { tell, connect } = await setup();
  const client = await connect('/ws/live');
  client.say({ type: 'subscribe', topic: 'payments' }, { type: 'subscribe', topic: 'app:shop' });
  await client.settled();
  await tell(payment(1), failing('daemon'), payment(2));
  const told = await client.next(2);
  expect(told).toMatchObject([
    { type: 'event', topic: 'payments', seq: 1, event: { type: 'payment.seen', data: { appName: 'shop' } } },
    { type: 'event', topic: 'payments', seq: 3 }
  ]);
  expect(told[0]?.eventId).toBe(told[0]?.event?.id);
  client.say({ type: 'unsubscribe', topic: 'payments' });
  await client.settled();
  await tell(payment(3));
  expect(await client.next(1)).toMatchObject([{ topic: 'app:shop', seq: 4 }]);
});

it('speaks of streams on its other path', async () => {
  const { tell, connect } = await setup();
  const client = await connect('/ws/streams');
  client.say({ type: 'subscribe', streamId: 'payments' });
  await client.settled();
  await tell(payment(1));
  expect(await client.next(1)).toMatchObject([
    { type: 'stream_update', streamId: 'payments', eventId: `payment.seen:${txid(1)}`, payload: { seq: 1 } }
  ]);
});

it('replays what was missed, in order, and nothing that was told', async () => {
  const { tell, connect } = await setup();
  await tell(payment(1), payment(2));
  const client = await connect('/ws/live');
  client.say({ type: 'subscribe', topic: 'payments' });
  await client.settled();
  await tell(payment(3));
  expect(await client.next(1)).toMatchObject([{ seq: 3 }]);
  client.say({ type: 'replay', sinceSeq: 0 });
  expect(await client.next(2)).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  await tell(payment(4));
  expect(await client.next(1)).toMatchObject([{ seq: 4 }]);
  client.say({ type: 'replay', sinceSeq: 99 });
  expect(await client.next(1)).toMatchObject([{ type: 'error', code: 'RESYNC' }]);
});

it.each([
  ['PAYLOAD_TOO_LARGE', 'x'.repeat(4_097)],
  ['BINARY_NOT_SUPPORTED', Buffer.from('{}')],
  ['INVALID_JSON', '{"type":'],
  ['INVALID_MESSAGE', '[]'],
  ['INVALID_MESSAGE', '{"type":"subscribe"}'],
  ['INVALID_MESSAGE', '{"type":"subscribe","topic":"weather"}'],
  ['INVALID_MESSAGE', '{"type":"subscribe","topic":"usage"}'],
  ['INVALID_MESSAGE', '{"type":"replay","sinceSeq":"0"}'],
  ['UNKNOWN_TYPE', '{"type":"hello"}']
])('answers %s and stays open', async (code, message) => {
  const { connect } = await setup();
  const client = await connect('/ws/live');
  client.ws.send(message);
  expect(await client.next(1)).toMatchObject([{ type: 'error', code }]);
  await client.settled();
});

it('takes 30 messages in ten seconds, whatever they are', async () => {
  const { connect } = await setup();
  const client = await connect('/ws/live');
  for (let at = 0; at < 31; at++) client.ws.send('{"type":"hello"}');
  const codes = (await client.next(31)).map(({ code }) => code);
  expect(codes).toEqual([...Array.from({ length: 30 }, () => 'UNKNOWN_TYPE'), 'RATE_LIMIT_EXCEEDED']);
  expect(client.ws.readyState).toBe(WebSocket.OPEN);
});

it('takes ten connections per client address, and another when one has gone', async () => {
  const { connect, refusal } = await setup();
  const clients = await Promise.all(Array.from({ length: 10 }, () => connect('/ws/live')));
  expect(await refusal('/ws/live')).toBe(429);
  await connect('/ws/live', { 'x-forwarded-for': '198.51.100.7' });
  clients[0]!.ws.close();
  await once(clients[0]!.ws, 'close');
  await expect.poll(() => refusal('/ws/live')).toBe(null);
});

it('refuses another path, another origin and, where one is needed, no token', async () => {
  const secret = 'a-secret-of-thirty-two-characters';
  const { origin, connect, refusal } = await setup({ jwtSecret: secret });
  const sign = (key: string, alg = 'HS256') =>
    new SignJWT({}).setProtectedHeader({ alg }).setExpirationTime('1m').sign(new TextEncoder().encode(key));
  const token = await sign(secret);
  expect(await refusal('/ws/other')).toBe(404);
  expect(await refusal('/ws/live')).toBe(401);
  expect(await refusal('/ws/live?token=no')).toBe(401);
  expect(await refusal(`/ws/live?token=${await sign('b-secret-of-thirty-two-characters')}`)).toBe(401);
  expect(await refusal(`/ws/live?token=${token}`, { origin: 'https://evil.example' })).toBe(403);
  await connect(`/ws/live?token=${token}`, { origin });
  await connect('/ws/live', { authorization: `Bearer ${token}` });
});

it('lets whoever shows a ticket listen to what is not for everybody, once', async () => {
  const { api, connect, refusal } = await setup();
  expect((await fetch(`${api.origin}/api/live/ticket`, { method: 'POST' })).status).toBe(401);
  const { ticket } = (await (await api.admin('POST', '/api/live/ticket')).json()) as { ticket: string };
  const client = await connect(`/ws/live?ticket=${ticket}`);
  client.say({ type: 'subscribe', topic: 'usage' });
  await client.settled();
  expect(await refusal(`/ws/live?ticket=${ticket}`)).toBe(401);
});

it('drops a client that does not read, and tells the others on', async () => {
  const { tell, connect } = await setup();
  const slow = await connect('/ws/live');
  const other = await connect('/ws/live');
  for (const client of [slow, other]) client.say({ type: 'subscribe', topic: 'sources' });
  await Promise.all([slow.settled(), other.settled()]);
  slow.ws.pause();
  const long = 'x'.repeat(60_000);
  for (let at = 0; at < 300; at += 5) {
    await tell(...Array.from({ length: 5 }, (_, each) => failing(String(at + each), long)));
    expect((await other.next(5)).at(-1)).toMatchObject({ seq: at + 5 });
  }
  slow.ws.resume();
  await once(slow.ws, 'close');
  expect(slow.received.length).toBeLessThan(300);
}, 60_000);

it('says goodbye with 1001', async () => {
  const { api, connect } = await setup();
  const client = await connect('/ws/live');
  const closed = once(client.ws, 'close');
  api.sockets.close();
  expect((await closed)[0]).toBe(1001);
});

interface Said {
  type: string;
  code?: string;
  seq?: number;
  eventId?: string;
  event?: { id: string };
}

async function setup(options: { jwtSecret?: string } = {}) {
  const { api, origin } = await startEdgeAndApi({ planted: null, ...options });
  const tell = async (...events: EventDraft[]) =>
    api.store.query('tell', { ...(await leaseOf(api.store, 'events')), status: {}, events, now: NOON });

  const begin = (path: string, headers: Record<string, string> = {}) => {
    const ws = new WebSocket(origin.replace('http', 'ws') + path, { headers });
    open.push(ws);
    return ws;
  };
  const connect = async (path: string, headers: Record<string, string> = {}) => {
    const ws = begin(path, headers);
    const received: Said[] = [];
    let taken = 0;
    ws.on('message', (data: RawData) =>
      received.push(JSON.parse(Buffer.from(data as Buffer).toString('utf8')) as Said)
    );
    await once(ws, 'open');
    return {
      ws,
      received,
      say: (...messages: object[]) => messages.forEach((message) => ws.send(JSON.stringify(message))),
      async next(count: number): Promise<Said[]> {
        await expect.poll(() => received.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(taken + count);
        return received.slice(taken, (taken += count));
      },
      /** What it has said was read, and it is still there. */
      async settled(): Promise<void> {
        const pong = once(ws, 'pong');
        ws.ping();
        await pong;
        // What was said is obeyed after a question to the store.
        await api.store.query('event_head', {});
      }
    };
  };
  /** The status of the answer; null: it was accepted. */
  const refusal = async (path: string, headers: Record<string, string> = {}): Promise<number | null> => {
    const ws = begin(path, headers);
    return new Promise((resolve) => {
      ws.on('unexpected-response', (_, answer) => {
        resolve(answer.statusCode ?? 0);
        ws.terminate();
      });
      ws.on('open', () => resolve(null));
      ws.on('error', () => undefined);
    });
  };
  return { api, origin, tell, connect, refusal };
}

const txid = (at: number) => at.toString(16).padStart(64, '0');
const payment = (at: number) => eventOf(paymentSeen, { ...paymentSeen.example, txid: txid(at) }, { at: NOON });
const failing = (source: string, reason: string | null = null) =>
  eventOf(sourceFailing, { source, since: 5, lastSuccess: null, reason }, { at: NOON, of: '5' });
