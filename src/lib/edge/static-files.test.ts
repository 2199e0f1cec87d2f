import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readStaticFiles, serveStatic } from './static-files.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

describe(serveStatic, () => {
  it('serves a file with its type, for ever where its name changes with its content', async () => {
    const { get } = await setup();
    const { headers, body } = await get('/_app/immutable/a.js?x');
    expect(body.toString()).toBe('let a = 1;');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable'
    });
    expect((await get('/robots.txt')).headers['cache-control']).toBe('no-cache');
  });
  it('sends what the client accepts, the smallest first', async () => {
    const { get } = await setup();
    const brotli = await get('/_app/immutable/a.js', { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe('let a = 1;');
    const gzip = await get('/_app/immutable/a.js', { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
  });
  it('answers 304 to who has it, and HEAD without a body', async () => {
    const { get } = await setup();
    const { headers } = await get('/robots.txt', {}, 'HEAD');
    expect(headers['content-length']).toBe('3');
    const again = await get('/robots.txt', { 'if-none-match': `W/${headers.etag ?? ''}` });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
  it('needs the files at start only', async () => {
    const { get, folder } = await setup();
    rmSync(folder, { recursive: true });
    expect((await get('/robots.txt')).body.toString()).toBe('all');
  });
  it.each(['/', '/secret.key', '/../static-files.ts', '/_app/immutable/a.js.br'])(
    'leaves %s to the pages',
    async (path) => {
      const { get } = await setup();
      expect((await get(path)).body.toString()).toBe('a page');
    }
  );
});

async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'static-'));
  mkdirSync(join(folder, '_app/immutable'), { recursive: true });
  const script = 'let a = 1;';
  writeFileSync(join(folder, '_app/immutable/a.js'), script);
  writeFileSync(join(folder, '_app/immutable/a.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, '_app/immutable/a.js.gz'), gzipSync(script));
  writeFileSync(join(folder, 'robots.txt'), 'all');
  writeFileSync(join(folder, 'secret.key'), 'k');
  const handler = serveStatic(readStaticFiles(folder, '/_app/immutable/'), (_, res) => void res.end('a page'));
  const server = createServer((req, res) => handler(req, res, () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, path, headers, method, host: '127.0.0.1', agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const body = Buffer.concat((await answer.toArray()) as Buffer[]);
    return { status: answer.statusCode, headers: answer.headers, body };
  }
  return { get, folder };
}
