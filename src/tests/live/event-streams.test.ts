/** Server-Sent Events through the public port, read by a parser that is not ours. */
import { createParser } from 'eventsource-parser';
import { afterEach, expect, it } from 'vitest';
import { Problem } from '../../lib/contract/kit/problem.ts';
import { sourceFailing } from '../../lib/contract/health/events.ts';
import { paymentSeen } from '../../lib/contract/ledger/events.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { EventDraft } from '../../lib/server/platform/store/rows.ts';
import { stopApis } from '../support/api.ts';
import { startEdgeAndApi } from '../support/edge-and-api.ts';
import { leaseOf, NOON } from '../support/factories.ts';

const readers: AbortController[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.abort();
  await stopApis();
});

it('begins at once, uncompressed, and tells events as they are stored', async () => {
  const { tell, listen } = await setup();
  const stream = await listen('?topics=payments', { 'accept-encoding': 'gzip, br' });
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(stream.headers.get('content-encoding')).toBeNull();
  expect(stream.headers.get('cache-control')).toContain('no-store');
  await tell(payment(1), failing('daemon'), payment(2));
  expect(await stream.next(2)).toMatchObject([
    { id: '1', data: { seq: 1, type: 'payment.seen', subject: txid(1) } },
    { id: '3', data: { seq: 3, subject: txid(2) } }
  ]);
});

it.each([
  ['?topics=app:shop', [1]],
  [`?topics=address:${paymentSeen.example.fromAddress}`, [1]],
  ['?topics=app:other,sources', [2]],
  ['', [1, 2]]
])('tells of %s what is about it', async (query, expected) => {
  const { tell, listen } = await setup();
  const stream = await listen(query);
  await tell(payment(1), failing('daemon'));
  expect((await stream.next(expected.length)).map(({ data }) => data.seq)).toEqual(expected);
});

it('tells each event once to a listener who is cut a hundred times', async () => {
  const { tell, listen } = await setup();
  const seen: number[] = [];
  let last: string | undefined;
  for (let cut = 0; cut < 100; cut++) {
    const stream = await listen('', last === undefined ? {} : { 'last-event-id': last });
    await tell(payment(3 * cut), payment(3 * cut + 1), payment(3 * cut + 2));
    // Cut somewhere: what was told and not seen comes again.
    const got = await stream.next(cut % 4 === 3 ? 0 : 1 + (cut % 3));
    stream.cut();
    seen.push(...got.map(({ data }) => data.seq));
    last = got.at(-1)?.id ?? last ?? stream.begin();
  }
  const rest = await listen('', { 'last-event-id': last ?? '' });
  seen.push(...(await rest.next(300 - seen.length)).map(({ data }) => data.seq));
  expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
}, 120_000);

it('says where it begins, so that who is cut before the first event misses nothing', async () => {
  const { tell, listen } = await setup();
  await tell(payment(1));
  const stream = await listen('');
  await expect.poll(() => stream.begin()).toBe('1');
});

it('answers 410 when what follows is not kept, and 400 for what is no id or topic', async () => {
  const { api, origin, tell } = await setup();
  await tell(payment(1));
  await api.store.query('clear_revenue', await leaseOf(api.store));
  const gone = await fetch(`${origin}/api/live`, { headers: { 'last-event-id': '1' } });
  expect(gone.status).toBe(410);
  expect(Problem.parse(await gone.json()).code).toBe('resync');
  expect((await fetch(`${origin}/api/live`, { headers: { 'last-event-id': 'x' } })).status).toBe(400);
  expect((await fetch(`${origin}/api/live?topics=weather`)).status).toBe(400);
  expect((await fetch(`${origin}/api/live?topics=usage`)).status).toBe(401);
});

interface Message {
  id: string | undefined;
  data: { seq: number; type: string; subject: string };
}

async function setup() {
  const { api, origin } = await startEdgeAndApi({ planted: null });
  const tell = async (...events: EventDraft[]) =>
    api.store.query('tell', { ...(await leaseOf(api.store, 'events')), status: {}, events, now: NOON });

  async function listen(query: string, headers: Record<string, string> = {}) {
    const reader = new AbortController();
    readers.push(reader);
    const answer = await fetch(`${origin}/api/live${query}`, { headers, signal: reader.signal });
    const messages: Message[] = [];
    let text = '';
    const parser = createParser({
      onEvent: ({ id, data }) => messages.push({ id, data: JSON.parse(data) as Message['data'] })
    });
    const reading = (async () => {
      for await (const chunk of answer.body!) {
        const piece = Buffer.from(chunk as Uint8Array).toString('utf8');
        text += piece;
        parser.feed(piece);
      }
    })();
    reading.catch(() => undefined);
    let taken = 0;
    return {
      headers: answer.headers,
      /** The id of the place where it begins. */
      begin: () => /^id: (\d+)$/m.exec(text)?.[1],
      cut: () => reader.abort(),
      async next(count: number): Promise<Message[]> {
        await expect.poll(() => messages.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(taken + count);
        return messages.slice(taken, (taken += count));
      }
    };
  }
  return { api, origin, tell, listen };
}

const txid = (at: number) => at.toString(16).padStart(64, '0');
const payment = (at: number) => eventOf(paymentSeen, { ...paymentSeen.example, txid: txid(at) }, { at: NOON });
const failing = (source: string) =>
  eventOf(sourceFailing, { source, since: 5, lastSuccess: null, reason: null }, { at: NOON, of: '5' });
