import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { afterEach, expect, it } from 'vitest';
import { startGateway, type Gateway } from './gateway.ts';

const KEY = 'the key';
const headers = { apikey: KEY, 'content-type': 'application/json' };
const path = '/rest/v1/rpc/anything?with=this';
let behind: Server;
let gateway: Gateway;
let client: Client;
let folder: string;

afterEach(async () => {
  await client.destroy();
  await gateway.close();
  behind.closeAllConnections();
  behind.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A gateway before a server of the test's own, and a client with one connection to it. */
async function start(listener: RequestListener): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const socketPath = join(folder, 'socket');
  behind = createServer({ keepAlive: true }, listener).listen(socketPath);
  await once(behind, 'listening');
  gateway = await startGateway({ socketPath, keys: [KEY], port: 0 });
  client = new Client(gateway.url);
}

const echo: RequestListener = (req, res) => {
  res.setHeader('x-asked', `${req.method} ${req.url} ${req.headers['content-type']}`);
  req.pipe(res);
};

async function post(body: string | Buffer, more: Record<string, string> = {}) {
  const answer = await client.request({ method: 'POST', path, headers: { ...headers, ...more }, body });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

it('passes requests on as they are, one after another, whatever their size', async () => {
  await start(echo);
  for (const size of [0, 1, 70_000, 5_000_000, 3]) {
    const body = 'é'.repeat(size);
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-asked']).toBe('POST /rpc/anything?with=this application/json');
    expect(answer.headers['keep-alive']).toContain('timeout=10');
    expect(answer.text === body).toBe(true);
  }
});

it('reads a head that comes in pieces, and two requests that come at once', async () => {
  await start((req, res) => res.end(`${req.method} ${req.url}\n`));
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const request = `GET /rest/v1/one HTTP/1.1\r\nhost: here\r\napikey: ${KEY}\r\n\r\n`;
  const last = request.replace('one', 'two').replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n');
  for (const piece of [request.slice(0, 9), request.slice(9, 40), request.slice(40) + last]) {
    await new Promise((resolve) => socket.write(piece, resolve));
  }
  let said = '';
  for await (const bytes of socket) said += String(bytes);
  expect(said.match(/GET \/(?:one|two)/g)).toEqual(['GET /one', 'GET /two']);
});

it('asks for the key and knows nothing outside its path', async () => {
  await start(echo);
  const wrong = await post('x', { apikey: 'another' });
  expect(wrong).toMatchObject({ status: 401, text: '{"message":"Invalid API key"}' });
  const elsewhere = await client.request({ method: 'GET', path: '/auth/v1/user', headers });
  expect(elsewhere.statusCode).toBe(404);
  await elsewhere.body.dump();
});

it('says 502 when nobody is behind it, or hangs up without an answer, and goes on when somebody is again', async () => {
  let isAway = true;
  await start((req, res) => {
    if (isAway) req.socket.destroy();
    else echo(req, res);
  });
  expect((await post('x')).status).toBe(502);
  isAway = false;
  expect((await post('x')).status).toBe(200);
  behind.closeAllConnections();
  behind.close();
  await once(behind, 'close');
  expect((await post('x').catch(() => post('x'))).status).toBe(502);
});

it('ends the work for a visitor who hangs up', async () => {
  const hungUp = Promise.withResolvers<unknown>();
  const asked = Promise.withResolvers<unknown>();
  await start((req) => {
    req.socket.once('close', hungUp.resolve);
    asked.resolve(req.url);
  });
  const failing = post('x').catch(() => 'failed');
  await asked.promise;
  await client.destroy();
  await hungUp.promise;
  expect(await failing).toBe('failed');
});
