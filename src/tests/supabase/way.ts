/** Ways to a project on which a test can keep one call back, to let it arrive later than its sender thinks. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Ways {
  urls: string[];
  /** The next call of a statement, on whichever way. */
  keepBack(statement: string): Promise<KeptCall>;
  close(): Promise<void>;
}

export interface KeptCall {
  /** Of its way. */
  index: number;
  /** Lets it go on; resolves with the database's answer, which its sender is given too. */
  arrive(): Promise<{ status: number; text: string }>;
}

export async function openWays(target: string, count: number): Promise<Ways> {
  let wanted: { statement: string; take: (call: KeptCall) => void } | null = null;
  const servers = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const pass = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
        const body = Buffer.concat(await Array.fromAsync(req as AsyncIterable<Buffer>));
        const arrive = () => forward(target, req, { body, res });
        const { pathname } = new URL(req.url ?? '/', target);
        if (wanted === null || !pathname.endsWith(`/rpc/${wanted.statement}`)) {
          await arrive();
          return;
        }
        wanted.take({ index, arrive });
        wanted = null;
      };
      const server = createServer((req, res) => {
        pass(req, res).catch(() => res.destroy());
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    })
  );
  return {
    urls: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    keepBack: (statement) => new Promise((take) => (wanted = { statement, take })),
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all(servers.map((server) => once(server, 'close')));
    }
  };
}

/** The sender may be gone by then. */
async function forward(
  target: string,
  { method, headers, url = '/' }: IncomingMessage,
  { body, res }: { body: Buffer; res: ServerResponse }
) {
  const onward = request(new URL(url, target), { method, headers }).end(body);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const status = answer.statusCode ?? 0;
  const content = Buffer.concat(await Array.fromAsync(answer as AsyncIterable<Buffer>));
  res.writeHead(status, answer.headers).end(content);
  return { status, text: content.toString() };
}
