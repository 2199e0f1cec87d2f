/** The client of a Supabase project against servers that fail in every way. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { StaleFenceError, StoreError } from '../../errors.ts';
import type { Store } from '../store.ts';
import { openSupabase } from './supabase.ts';
import { MissingMigrationError } from './supabase-errors.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

const read = (store: Store) => store.query('sync_cursors', {});
const write = (store: Store) => store.query('release_lease', { name: 'x\0y', fence: 1 });
const answer = (status: number, body: unknown): RequestListener => {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const failing = (code: string, message = 'no') => ({ code, message, details: null, hint: null });

it('answers the rows of a function, asked by its name with prefixed arguments and without U+0000', async () => {
  const asked: unknown[] = [];
  const { store } = await setup((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push([request.method, request.url, JSON.parse(body), request.headers.apikey]);
      response.writeHead(200, { 'content-type': 'application/json' }).end('[{"a":1}]');
    });
  });
  expect(await write(store)).toEqual([{ a: 1 }]);
  expect(asked).toEqual([
    ['POST', '/rest/v1/rpc/release_lease?columns=p_name,p_fence', { p_name: 'xy', p_fence: 1 }, 'key']
  ]);
});

it.each([
  [503, failing('PGRST000'), true],
  [503, failing('57P01'), true],
  [500, failing('53300'), true],
  [500, failing('57014'), true],
  [502, '<html>bad gateway</html>', true],
  [200, { not: 'a list' }, true],
  [400, failing('23514'), false],
  [400, failing('22P02'), false],
  [304, '', true],
  [401, { message: 'Invalid API key' }, false],
  [404, [], false]
])('takes %i %j for an outage: %j', async (status, body, retryable) => {
  const { store } = await setup(answer(status, body));
  const error = await read(store).catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ retryable });
});

it('reads a compressed answer', async () => {
  const { store } = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync('[{"a":1}]'));
  });
  expect(await read(store)).toEqual([{ a: 1 }]);
});

it.each(['PGRST202', '42883', '42P01', '42703'])('names a missing migration (%s)', async (code) => {
  const { store } = await setup(answer(404, failing(code)));
  await expect(read(store)).rejects.toThrow(MissingMigrationError);
});

it('tells a lost lease apart', async () => {
  const { store } = await setup(answer(400, failing('23502', 'null value in column "checked_fence" of relation')));
  await expect(write(store)).rejects.toThrow(StaleFenceError);
});

it('asks again for a read that failed, not for a write', async () => {
  const server = await setup(answer(503, failing('57P01')));
  await expect(write(server.store)).rejects.toThrow(StoreError);
  expect(server.count()).toBe(1);
  await expect(read(server.store)).rejects.toThrow(StoreError);
  expect(server.count()).toBe(4);
});

it('sends a write again when the database has undone it, and hands out the answer', async () => {
  let left = 2;
  const { store, count } = await setup((request, response) => {
    answer(left-- > 0 ? 500 : 200, left >= 0 ? failing('40001') : [])(request, response);
  });
  expect(await write(store)).toEqual([]);
  expect(count()).toBe(3);
});

it('does not send a write again whose connection broke', async () => {
  const { store, count } = await setup((request) => request.socket.destroy());
  await expect(write(store)).rejects.toMatchObject({ retryable: true });
  expect(count()).toBe(1);
});

it('does not ask again for what took too long', async () => {
  const { store, count } = await setup(() => undefined, { timeoutMs: 500 });
  await expect(read(store)).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('too long') as string
  });
  // On a busy machine the time may be over before the question has arrived.
  expect(count()).toBeLessThanOrEqual(1);
});

it('reports a database that is not there as an outage', async () => {
  const { store, stop } = await setup(answer(200, []));
  await stop();
  await expect(write(store)).rejects.toMatchObject({ code: 'store', retryable: true });
});

async function setup(listener: RequestListener, { timeoutMs = 5_000 } = {}) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = openSupabase({ url, serviceKey: 'key', retryDelayMs: 1, timeoutMs });
  stops.push(async () => {
    await stop();
    await store.close();
  });
  return { store, stop, count: () => asked };
}
