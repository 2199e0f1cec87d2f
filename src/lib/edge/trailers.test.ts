/** Trailers of the API's answers, as clients of either kind of HTTP get them through the edge. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { createSetup } from '../../tests/support/edge-setup.ts';

const { setup, closeAll } = createSetup();
afterEach(closeAll);

const sums = { 'X-Row-Count': '2', 'X-Content-SHA256': 'abc' };

function sendWithTrailers(res: ServerResponse, body: string | Buffer = 'a\nb\n'): void {
  res.setHeader('Trailer', Object.keys(sums).join(', '));
  res.write(body);
  res.addTrailers(sums);
  res.end();
}

it('announces trailers and brings them, and nothing else, after the last byte', async () => {
  const { get } = await setup((_, res) => sendWithTrailers(res));
  const answer = await get('/api/export');
  expect(answer.headers).toMatchObject({ trailer: 'X-Row-Count, X-Content-SHA256', 'transfer-encoding': 'chunked' });
  expect(String(await bytesOf(answer))).toBe('a\nb\n');
  expect(answer.trailers).toEqual({ 'x-row-count': '2', 'x-content-sha256': 'abc' });
});

it('brings them when the client names trailers in TE, and when the body is compressed', async () => {
  const { get } = await setup((_, res) => {
    res.setHeader('Content-Encoding', 'gzip');
    sendWithTrailers(res, gzipSync('a\nb\n'));
  });
  const answer = await get('/api/export', { te: 'trailers', connection: 'TE', 'accept-encoding': 'gzip' });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(String(gunzipSync(await bytesOf(answer)))).toBe('a\nb\n');
  expect(answer.trailers).toEqual({ 'x-row-count': '2', 'x-content-sha256': 'abc' });
});

it('brings trailers that were not announced, but none that would change what the answer is', async () => {
  const { get } = await setup((_, res) => {
    res.write('x');
    res.addTrailers({ 'X-Late': '1', 'Content-Type': 'text/html', 'Set-Cookie': 'a=1' });
    res.end();
  });
  const answer = await get('/api/x');
  await bytesOf(answer);
  expect(answer.trailers).toEqual({ 'x-late': '1' });
});

it.each(['HEAD', 'GET'])('announces none where none can follow (%s)', async (method) => {
  const { get } = await setup((req, res) => {
    res.setHeader('ETag', '"v1"');
    res.writeHead(req.method === 'HEAD' ? 200 : 304).end();
  });
  const answer = await get('/api/x', { 'if-none-match': '"v1"' }, method);
  await bytesOf(answer);
  expect(answer.headers.trailer).toBeUndefined();
  expect(answer.trailers).toEqual({});
});

it('sends a client of HTTP/1.0 the body alone', async () => {
  const { port } = await setup((_, res) => sendWithTrailers(res));
  const { text, error } = await readAsOld(port);
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:(?!trailer|transfer-encoding)[^\r\n]+\r\n)*\r\na\nb\n$/i);
  expect(error).toBeNull();
});

it('resets the connection of an HTTP/1.0 client when the API breaks off, who could not tell otherwise', async () => {
  const { port } = await setup((_, res) => {
    res.write('half');
    setImmediate(() => res.destroy());
  });
  expect((await readAsOld(port)).error).toMatchObject({ code: 'ECONNRESET' });
});

async function readAsOld(port: number): Promise<{ text: string; error: unknown }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let error: unknown = null;
  socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('error', (cause) => (error = cause));
  socket.write('GET /api/export HTTP/1.0\r\nHost: a\r\n\r\n');
  await once(socket, 'close').catch(() => undefined);
  return { text, error };
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat((await answer.toArray()) as Buffer[]);
}
