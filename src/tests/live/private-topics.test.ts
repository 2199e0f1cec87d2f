/** Topics that are not for everybody: an operator's ticket shows all of them, a key's what concerns the key. */
import { once } from 'node:events';
import { createParser } from 'eventsource-parser';
import { afterEach, expect, it } from 'vitest';
import WebSocket, { type RawData } from 'ws';
import deliveryEvents from '../../lib/contract/webhooks/events.ts';
import { quotaThreshold } from '../../lib/contract/usage/events.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { EventDraft } from '../../lib/server/platform/store/rows.ts';
import { stopApis, type ApiOptions } from '../support/api.ts';
import { startEdgeAndApi } from '../support/edge-and-api.ts';
import { leaseOf, NOON } from '../support/factories.ts';

const open: { close(): void }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await stopApis();
});

const usages = (tenants: string[]) => tenants.map((tenant) => `quota.threshold ${tenant}`);
const deliveries = (webhooks: string[]) => webhooks.map((webhook) => `delivery.delivered ${webhook}`);

it.each(['socket', 'stream'] as const)('tells a key on a %s of itself alone, and an operator of all', async (way) => {
  const { tell, keyed, operator, listen } = await setup();
  const [mine, theirs] = [await keyed(), await keyed()];
  const operators = await operator.hook();
  const listening = {
    mine: await listen(way, await mine.ticket()),
    theirs: await listen(way, await theirs.ticket()),
    operator: await listen(way, await operator.ticket())
  };
  const tenants = [`key:${mine.id}`, `key:${theirs.id}`, 'acme', 'upstream:coingecko'];
  const webhooks = [mine.webhook, operators, theirs.webhook, 'wh_that_has_gone'];
  await tell(...tenants.map(crossed), ...webhooks.map(delivered));
  await expect.poll(() => listening.operator.told).toEqual([...usages(tenants), ...deliveries(webhooks)]);
  for (const [name, key] of Object.entries({ mine, theirs })) {
    const expected = [...usages([`key:${key.id}`]), ...deliveries([key.webhook])];
    await expect.poll(() => listening[name as 'mine'].told).toEqual(expected);
  }
});

it('tells a key of a webhook that it made while it listens, and of what was missed', async () => {
  const { tell, keyed, operator, listen } = await setup();
  const mine = await keyed();
  await tell(delivered(await operator.hook()), delivered(mine.webhook));
  const socket = await listen('socket', await mine.ticket());
  const another = await mine.hook();
  await tell(delivered(another));
  await expect.poll(() => socket.told).toEqual(deliveries([another]));
  socket.say({ type: 'replay', sinceSeq: 0 });
  await expect.poll(() => socket.told).toEqual(deliveries([another, mine.webhook]));
});

it('is told to resync, and the log says why, when whose webhooks they are cannot be read', async () => {
  const { tell, keyed, listen, logged } = await setup({ fails: ['webhook_keys'] });
  const mine = await keyed();
  const socket = await listen('socket', await mine.ticket());
  await tell(delivered(mine.webhook));
  await expect.poll(() => socket.errors).toEqual(['RESYNC']);
  const line = 'live listener told to resync: whose webhooks these are could not be read';
  expect(logged.filter(({ msg }) => msg === line)).toMatchObject([{ key: mine.id, err: { message: 'away' } }]);
});

async function setup(options: ApiOptions = {}) {
  const { api, origin } = await startEdgeAndApi({ planted: null, ...options });
  const tell = async (...events: EventDraft[]) =>
    api.store.query('tell', { ...(await leaseOf(api.store, 'events')), status: {}, events, now: NOON });

  const holder = (headers: Record<string, string>, base: string) => {
    const ask = async (path: string, body: unknown = {}) =>
      (await (await api.admin('POST', path, body, headers)).json()) as Record<string, string>;
    const wanted = { url: 'https://example.org/hook', types: ['payment.seen'] };
    return {
      ticket: async () => String((await ask('/api/live/ticket'))['ticket']),
      hook: async () => String((await ask(base, wanted))['id'])
    };
  };
  const operator = holder({}, '/api/admin/webhooks');
  const keyed = async () => {
    const body = { name: 'a program', scopes: ['read', 'webhooks'] };
    const { id, key } = (await (await api.admin('POST', '/api/admin/keys', body)).json()) as Record<string, string>;
    const mine = holder({ authorization: `Bearer ${key}` }, '/api/webhooks');
    return { ...mine, id: String(id), webhook: await mine.hook() };
  };

  const listen = async (way: 'socket' | 'stream', ticket: string) => {
    const told: string[] = [];
    const errors: string[] = [];
    const note = ({ type, data }: { type: string; data: Record<string, string> }) =>
      told.push(`${type} ${data['tenant'] ?? data['webhook']}`);
    if (way === 'stream') {
      const abort = new AbortController();
      open.push({ close: () => abort.abort() });
      const url = `${origin}/api/live?topics=usage,deliveries&ticket=${ticket}`;
      const answer = await fetch(url, { signal: abort.signal });
      expect(answer.status).toBe(200);
      const parser = createParser({ onEvent: ({ data }) => note(JSON.parse(data) as Parameters<typeof note>[0]) });
      const read = async () => {
        const text = answer.body?.pipeThrough(new TextDecoderStream());
        for await (const part of text ?? []) parser.feed(part);
      };
      read().catch(() => undefined);
      return { told, errors, say: () => undefined };
    }
    const ws = new WebSocket(`${origin.replace('http', 'ws')}/ws/live?ticket=${ticket}`);
    open.push({ close: () => ws.terminate() });
    ws.on('message', (data: RawData) => {
      const { event, code } = JSON.parse(Buffer.from(data as Buffer).toString('utf8')) as {
        event?: Parameters<typeof note>[0];
        code?: string;
      };
      if (event !== undefined) note(event);
      if (code !== undefined) errors.push(code);
    });
    const say = (message: object): void => ws.send(JSON.stringify(message));
    await once(ws, 'open');
    for (const topic of ['usage', 'deliveries']) say({ type: 'subscribe', topic });
    const pong = once(ws, 'pong');
    ws.ping();
    await pong;
    await api.store.query('event_head', {});
    return { told, errors, say };
  };
  return { tell, operator, keyed, listen, logged: api.logged };
}

const crossed = (tenant: string) => eventOf(quotaThreshold, { ...quotaThreshold.example, tenant }, { at: NOON });
const delivered = (webhook: string) => {
  const type = deliveryEvents[0]!;
  return eventOf(type, { ...type.example, delivery: `${webhook}.7`, webhook }, { at: NOON });
};
