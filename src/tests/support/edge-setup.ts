/** Test support: an edge in front of a stand-in API, both on free ports of the loopback, closed together. */
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createEdge } from '../../lib/edge/edge.ts';

interface Options {
  trustProxy?: number;
  headersTimeoutMs?: number;
  graceMs?: number;
  onUpgrade?: (socket: Duplex) => void;
}

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
}

export function createSetup() {
  const closing: (() => Promise<void>)[] = [];

  /** `answer` null: nothing listens where the API should be. */
  async function setup(answer: RequestListener | null, { onUpgrade, ...options }: Options = {}) {
    const seen: Seen[] = [];
    const note = ({ method, url, headers }: IncomingMessage) => void seen.push({ method, url, headers });
    const api = createServer((req, res) => {
      note(req);
      answer?.(req, res);
    });
    api.on('upgrade', (_, socket: Duplex) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      onUpgrade?.(socket);
      socket.on('error', () => undefined);
      closing.push(() => Promise.resolve(void socket.destroy()));
    });
    const apiPort = await listen(api);
    const closeApi = () => {
      api.closeAllConnections();
      return new Promise<void>((resolve) => void api.close(() => resolve()));
    };
    if (answer === null) await closeApi();
    else closing.push(closeApi);

    const edge = createEdge({
      api: `http://127.0.0.1:${apiPort}`,
      origin: null,
      trustProxy: 0,
      graceMs: 0,
      onFailure: () => undefined,
      pages: (req, res) => {
        note(req);
        res.end('a page');
      },
      ...options
    });
    const port = await listen(edge.server);
    closing.push(() => edge.drain(0));
    const url = `http://127.0.0.1:${port}`;

    async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
      const asked = request(url + path, { method, headers, agent: false }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      return response;
    }
    return { url, port, edge, seen, get };
  }

  async function closeAll(): Promise<void> {
    await Promise.all(closing.splice(0).map((close) => close()));
  }
  return { setup, closeAll };
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
