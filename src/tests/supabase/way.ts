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
      const server = createServer((req, res) => {
        const pass = () => forward(target, req, res);
        if (wanted === null || !req.url?.endsWith(`/rpc/${wanted.statement}`)) {
          pass().catch(() => res.destroy());
          return;
        }
        wanted.take({ index, arrive: pass });
        wanted = null;
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

async function forward(target: string, req: IncomingMessage, res: ServerResponse) {
  const { method, headers } = req;
  const onward = request(new URL(req.url ?? '/', target), { method, headers });
  req.pipe(onward);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const status = answer.statusCode ?? 0;
  const body = Buffer.concat(chunks);
  res.writeHead(status, answer.headers).end(body);
  return { status, text: body.toString() };
}
