/** Test support: pages behind the keeper of the edge, which say what was rendered; the request's headers are the edge's. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { keepPages, pageKeeperOf } from '../../lib/edge/kept-pages.ts';

const servers: Server[] = [];

export function closeAfterwards(): void {
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
}

export async function servePages({ isShared = true } = {}) {
  const rendered: string[] = [];
  const later = { ms: 0 };
  const start = performance.now();
  const now = () => start + later.ms;
  const handler = keepPages((req, res) => {
    rendered.push(req.url ?? '');
    const html = ['<script nonce="', `">${'figures '.repeat(300)}</script>`];
    if (isShared) {
      pageKeeperOf(req)?.({
        html,
        headers: [
          ['content-type', ['text/html']],
          ['content-security-policy', ["script-src 'nonce-", "'"]],
          ['cache-control', ['private, no-cache']]
        ],
        plain: null,
        packed: null,
        until: now() + 1_000
      });
    }
    res.end(html.join('first'));
  }, now);
  const server = createServer((req, res) => handler(req, res, () => res.end())).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const told = { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'flux.example', ...headers };
    const asked = request({ host: '127.0.0.1', port, path, method, headers: told, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const bytes = Buffer.concat((await answer.toArray()) as Buffer[]);
    const sent = new Headers(
      Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
    );
    return { bytes, text: bytes.toString(), headers: sent };
  }
  return { get, rendered, later };
}
