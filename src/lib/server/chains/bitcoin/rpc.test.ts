import { once } from 'node:events';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { NotAskable } from '../chain-failures.ts';
import { saying } from './node-refusals.ts';
import { createRpc, type RpcCall } from './rpc.ts';
import { cookieCredentials, fixedCredentials, type ReadCredentials } from './rpc-credentials.ts';

const { signal } = new AbortController();
const uptime: RpcCall<number> = { method: 'uptime', schema: z.number() };
const fixed = fixedCredentials('somebody', 'a password');

interface Asked {
  id: number;
  method: string;
  params: number[];
}
type Reply = { status?: number; body: unknown } | 'break';

const result = (value: unknown): Reply => ({ body: { result: value, error: null, id: 0 } });
const refusal = (code: number, message: string, status = 500): Reply => ({
  status,
  body: { result: null, error: { code, message }, id: 0 }
});

it('reads the cookie anew after a restart of the node has made another one', async () => {
  const { file, write } = cookieFile();
  write('__cookie__:first');
  let current = basic('__cookie__:first');
  const { rpc, headers } = await setup(
    (_, authorization) => (authorization === current ? result(1) : { status: 401, body: '' }),
    cookieCredentials(file, 'bitcoin-node')
  );
  expect(await rpc.call(uptime, signal)).toBe(1);
  write('__cookie__:second');
  current = basic('__cookie__:second');
  expect(await rpc.call(uptime, signal)).toBe(1);
  expect(headers).toEqual(['first', 'first', 'second'].map((name) => basic(`__cookie__:${name}`)));
});

it('says of a cookie file that is away that the node is down, and goes on when it is back', async () => {
  const { file, write } = cookieFile();
  const { rpc, headers } = await setup(() => result(1), cookieCredentials(file, 'bitcoin-node'));
  await expect(rpc.call(uptime, signal)).rejects.toThrow('the cookie file cannot be read');
  expect(headers).toEqual([]);
  write('__cookie__:first');
  expect(await rpc.call(uptime, signal)).toBe(1);
  unlinkSync(file);
  expect(await rpc.call(uptime, signal)).toBe(1);
});

it('names a wrong password, an address that may not ask, and a server that is no node', async () => {
  const { rpc, replies, states } = await setup();
  replies.push({ status: 401, body: '' }, { status: 401, body: '' });
  await expect(rpc.call(uptime, signal)).rejects.toThrow('refused user, password or cookie (HTTP 401)');
  expect(states()).toMatchObject({ ok: false, isOptional: true });
  replies.push({ status: 403, body: '' });
  await expect(rpc.call(uptime, signal)).rejects.toThrow('does not take calls from here (HTTP 403)');
  replies.push({ status: 200, body: '<html>' });
  await expect(rpc.call(uptime, signal)).rejects.toThrow('HTTP 200 without JSON');
  replies.push(result(7));
  expect(await rpc.call(uptime, signal)).toBe(7);
  expect(states()).toMatchObject({ ok: true });
});

it.each([
  ['as 1.x does', 500],
  ['as 2.0 does', 200]
])('says that a node is starting, %s, to a call as to a batch', async (_, status) => {
  const { rpc, replies, states } = await setup();
  const starting = refusal(-28, 'Loading block index…', status);
  replies.push(starting, { status, body: [(starting as { body: unknown }).body] });
  await expect(rpc.call(uptime, signal)).rejects.toThrow('the node is starting: Loading block index');
  await expect(rpc.batch([uptime], signal)).rejects.toThrow('the node is starting');
  expect(states()).toMatchObject({ ok: false });
  replies.push(result(7));
  expect(await rpc.call(uptime, signal)).toBe(7);
});

it('lets the other elements of a batch stand when one is refused, whatever their order', async () => {
  const { rpc } = await setup((asked) => ({
    body: (asked as Asked[])
      .map(({ id, params: [height = 0] }) =>
        height === 2
          ? { id, result: null, error: { code: -8, message: 'Block height out of range' } }
          : { id, result: height, error: null }
      )
      .toReversed()
  }));
  const calls = Array.from({ length: 250 }, (_, height) => ({ ...uptime, params: [height] }));
  const told = await rpc.batch(calls, signal);
  expect(told[2]).toMatchObject({ rpc: -8 });
  expect(told.toSpliced(2, 1)).toEqual(calls.map(({ params: [height] }) => height).toSpliced(2, 1));
});

it('fails a batch of which an element is left out, for it could be any', async () => {
  const { rpc, replies } = await setup();
  replies.push({ body: [{ id: 1, result: 5, error: null }] });
  await expect(rpc.batch([uptime, uptime], signal)).rejects.toThrow('left out an element');
});

it.each(['Block not available (pruned data)', 'Block not found on disk', 'Block not available (not fully downloaded)'])(
  'takes "%s" for a block that this node does not keep, and not for a failure of the node',
  async (message) => {
    const { rpc, replies, states } = await setup();
    replies.push(refusal(-1, message));
    const told = rpc.call({ ...uptime, method: 'getblock' }, signal).catch(saying({ block: 3 }));
    await expect(told).rejects.toThrow(NotAskable);
    await expect(told).rejects.toThrow('the node has pruned this block');
    expect(states()).toMatchObject({ ok: true });
  }
);

it('asks once more after a break and after a full queue, and names what lasts', async () => {
  const { rpc, replies } = await setup();
  replies.push('break', result(1));
  expect(await rpc.call(uptime, signal)).toBe(1);
  replies.push({ status: 503, body: 'Work queue depth exceeded' }, result(2));
  expect(await rpc.call(uptime, signal)).toBe(2);
  replies.push('break', 'break');
  await expect(rpc.call(uptime, signal)).rejects.toThrow('connection broke off');
  replies.push({ status: 503, body: 'Work queue depth exceeded' }, { status: 503, body: 'Work queue depth exceeded' });
  await expect(rpc.call(uptime, signal)).rejects.toThrow('the node is busy (HTTP 503: Work queue depth exceeded)');
});

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function cookieFile() {
  const folder = mkdtempSync(join(tmpdir(), 'cookie-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, '.cookie');
  return { file, write: (text: string) => writeFileSync(file, text) };
}

/** A node that answers by `answer`, or else what is pushed to `replies`, in turn. */
async function setup(
  answer?: (asked: unknown, authorization: string | undefined) => Reply,
  credentials: ReadCredentials = fixed
) {
  const replies: Reply[] = [];
  const headers: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { authorization } = request.headers;
      headers.push(authorization);
      const reply = answer === undefined ? replies.shift() : answer(JSON.parse(text), authorization);
      if (reply === undefined || reply === 'break') return void request.socket.destroy();
      const { status = 200, body } = reply;
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const rpc = createRpc({ url: `http://127.0.0.1:${port}/`, credentials, now: () => 1_773_835_200 });
  onTestFinished(async () => {
    await rpc.close();
    server.close();
  });
  return { rpc, replies, headers, states: () => rpc.states()[0] };
}
