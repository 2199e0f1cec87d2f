/** The edge against a real server that stands in for the API. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createSetup } from '../../tests/support/edge-setup.ts';

const { setup, closeAll } = createSetup();
afterEach(closeAll);

describe('an answer of the API', () => {
  it('streams: its first chunk arrives before the last is sent', async () => {
    const last = Promise.withResolvers<undefined>();
    const { get } = await setup((_, res) => {
      res.write('first');
      void last.promise.then(() => res.end('last'));
    });
    const answer = await get('/api/export');
    const [chunk] = (await once(answer, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('first');
    last.resolve(undefined);
    expect(await textOf(answer)).toBe('last');
  });
  it('begins before its first chunk, as events need it', async () => {
    const { get } = await setup((_, res) => res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders());
    const answer = await get('/api/events');
    expect(answer.headers['content-type']).toBe('text/event-stream');
    answer.destroy();
  });
  it('keeps its end-to-end headers, several cookies among them', async () => {
    const { get } = await setup((_, res) => {
      res.setHeader('Set-Cookie', ['a=1; HttpOnly', 'b=2']);
      res.setHeader('Retry-After', '7');
      res.setHeader('RateLimit-Policy', '"default";q=600;w=60');
      res.setHeader('Content-Disposition', 'attachment; filename="a.csv"');
      res.setHeader('Connection', 'X-Private');
      res.setHeader('X-Private', 'hop');
      res.writeHead(429).end('slow down');
    });
    const { statusCode, headers } = await get('/api/x');
    expect(statusCode).toBe(429);
    expect(headers).toMatchObject({
      'set-cookie': ['a=1; HttpOnly', 'b=2'],
      'retry-after': '7',
      'ratelimit-policy': '"default";q=600;w=60',
      'content-disposition': 'attachment; filename="a.csv"'
    });
    expect(headers['x-private']).toBeUndefined();
  });
  it('arrives compressed, byte for byte', async () => {
    const packed = gzipSync('figures'.repeat(1000));
    const { get } = await setup((_, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    const answer = await get('/api/x', { 'accept-encoding': 'gzip' });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(packed.equals(await bytesOf(answer))).toBe(true);
  });
  it('is a 304 for a known ETag', async () => {
    const { get } = await setup((req, res) => {
      res.setHeader('ETag', '"v1"');
      res.writeHead(req.headers['if-none-match'] === '"v1"' ? 304 : 200).end();
    });
    const answer = await get('/api/x', { 'if-none-match': '"v1"' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([304, '"v1"']);
  });
  it('has no body for HEAD but keeps its length', async () => {
    const { get } = await setup((_, res) => res.writeHead(200, { 'content-length': '7' }).end());
    const answer = await get('/api/x', {}, 'HEAD');
    expect([answer.statusCode, answer.headers['content-length'], await textOf(answer)]).toEqual([200, '7', '']);
  });
});

describe('a request to the API', () => {
  it('keeps method, query and headers, without those of the connection', async () => {
    const { get, seen } = await setup((_, res) => res.end());
    await get(
      '/api/x?a=%2F&b',
      { authorization: 'Bearer t', te: 'trailers', connection: 'x-hop', 'x-hop': '1' },
      'PUT'
    );
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/api/x?a=%2F&b', headers: { authorization: 'Bearer t' } });
    expect(seen[0]?.headers).not.toHaveProperty('x-hop');
    expect(seen[0]?.headers).not.toHaveProperty('te');
  });
  it('streams its body', async () => {
    const hash = createHash('sha256');
    let firstChunkSeen: () => void = () => undefined;
    const { url } = await setup((req, res) => {
      req.once('data', () => firstChunkSeen());
      req.on('data', (chunk: Buffer) => hash.update(chunk)).on('end', () => res.end(hash.digest('hex')));
    });
    const upload = request(`${url}/api/upload`, { method: 'POST', headers: { expect: '100-continue' } });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    const chunk = Buffer.alloc(1 << 20, 'x');
    const arrived = new Promise<void>((resolve) => (firstChunkSeen = resolve));
    upload.write(chunk);
    await arrived;
    for (let count = 1; count < 32; count += 1) if (!upload.write(chunk)) await once(upload, 'drain');
    upload.end();
    const [answer] = await answered;
    expect(await textOf(answer)).toBe(
      createHash('sha256')
        .update(Buffer.alloc(32 << 20, 'x'))
        .digest('hex')
    );
  });
  it('ends when the client goes away', async () => {
    const gone = Promise.withResolvers<undefined>();
    const { url } = await setup((req, res) => {
      res.write('begun');
      req.once('close', () => gone.resolve(undefined));
    });
    const asked = request(`${url}/api/export`).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined).destroy();
    await gone.promise;
  });
});

describe('who asks', () => {
  it('is separate for two clients behind one proxy', async () => {
    const { get, seen } = await setup((_, res) => res.end(), { trustProxy: 1 });
    await get('/api/x', { 'x-forwarded-for': '6.6.6.6, 198.51.100.1', 'x-forwarded-proto': 'https' });
    await get('/api/x', { 'x-forwarded-for': '198.51.100.2' });
    expect(seen.map(({ headers }) => headers['x-forwarded-for'])).toEqual(['198.51.100.1', '198.51.100.2']);
    expect(seen.map(({ headers }) => headers['x-forwarded-proto'])).toEqual(['https', 'http']);
  });
  it('is never what an untrusted client claims', async () => {
    const { get, seen } = await setup((_, res) => res.end());
    const claims = {
      'x-forwarded-for': '1.2.3.4',
      'x-real-ip': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'x-request-id': 'mine'
    };
    await get('/api/x', claims);
    await get('/', { ...claims, 'x-forwarded-host': 'evil.example' });
    for (const { headers } of seen) {
      expect(headers['x-forwarded-for']).toBe('127.0.0.1');
      expect(headers['x-forwarded-host']).toMatch(/^127\.0\.0\.1:\d+$/);
    }
    expect(JSON.stringify(seen[0])).not.toMatch(/1\.2\.3\.4|"mine"/);
    expect(seen).toHaveLength(2);
  });
});

describe('a page', () => {
  it('carries the headers that fence it in', async () => {
    const { get } = await setup((_, res) => res.end());
    const { headers } = await get('/apps');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers['permissions-policy']).toContain('camera=()');
  });
  it.each(['/embed/revenue', '/badge/nodes.svg', '/preview.png?range=1y'])(
    '%s may be shown by other sites',
    async (path) => {
      const { get } = await setup((_, res) => res.end());
      const { headers } = await get(path);
      expect(headers['x-frame-options']).toBeUndefined();
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin'
      });
    }
  );
  it.each(['/embedded', '/apps/preview.png', '/preview.pngs'])('%s may not', async (path) => {
    const { get } = await setup((_, res) => res.end());
    expect((await get(path)).headers).toMatchObject({ 'x-frame-options': 'DENY' });
  });
  it('is asked for by a path', async () => {
    const { port } = await setup((_, res) => res.end());
    const socket = connect(port, '127.0.0.1');
    socket.write('GET http://elsewhere.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await nextText(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('the API away', () => {
  it('is a 502 problem', async () => {
    const { get } = await setup(null);
    const answer = await get('/api/x');
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(await textOf(answer))).toMatchObject({ status: 502, code: 'api_unreachable' });
    expect((await get('/')).statusCode).toBe(200);
  });
  it('is a 504 problem when it does not begin to answer', async () => {
    const { get } = await setup(() => undefined, { headersTimeoutMs: 100 });
    const answer = await get('/api/x');
    expect(JSON.parse(await textOf(answer))).toMatchObject({ status: 504, code: 'api_timeout' });
  });
  it('cuts an answer that has begun', async () => {
    const { get } = await setup((_, res) => {
      res.writeHead(200, { 'content-length': '100' }).write('half');
      res.socket?.end();
    });
    const answer = await get('/api/x');
    await expect(textOf(answer)).rejects.toThrow('aborted');
  });
  it('does not fail a request for a kept connection that the API closed', async () => {
    let requests = 0;
    const { get } = await setup((_, res) => {
      requests += 1;
      if (requests === 2) res.socket?.destroy();
      else res.end('fine');
    });
    expect(await textOf(await get('/api/a'))).toBe('fine');
    expect(await textOf(await get('/api/b'))).toBe('fine');
    expect(requests).toBe(3);
  });
});

describe('an upgrade', () => {
  it('passes bytes both ways after the handshake', async () => {
    const { port } = await setup(() => undefined, { onUpgrade: (socket) => socket.pipe(socket) });
    const socket = upgradeOn(port);
    expect(await nextText(socket)).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    socket.write('ping');
    expect(await nextText(socket)).toBe('ping');
    socket.destroy();
  });
  it('is refused when the API is away', async () => {
    const { port } = await setup(null);
    expect(await nextText(upgradeOn(port))).toMatch(/^HTTP\/1\.1 502 /);
  });
});

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat((await answer.toArray()) as Buffer[]);
}

const textOf = async (answer: IncomingMessage) => (await bytesOf(answer)).toString();

function upgradeOn(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /api/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  return socket;
}

async function nextText(socket: ReturnType<typeof connect>): Promise<string> {
  return String((await once(socket, 'data'))[0]);
}
