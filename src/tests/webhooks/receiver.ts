/** Test support: a receiver of webhooks on a port of its own, as good or as bad as a test wants it. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';

export interface Call {
  headers: IncomingHttpHeaders;
  body: string;
  subject: string;
}

type Answer = number | ((res: ServerResponse) => void);

export interface Receiver {
  url: string;
  /** Of the next calls; then 200. */
  answers: (...next: Answer[]) => void;
  /** Of every call from now on. */
  always: (answer: Answer) => void;
  seen: () => number;
  all: () => readonly Call[];
  /** The first calls, as soon as there are so many. */
  calls: (count: number) => Promise<Call[]>;
  close: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Call[] = [];
  let next: Answer[] = [];
  let usual: Answer = 200;
  const server = createServer((req, res) => {
    void req.toArray().then((chunks: Buffer[]) => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { subject } = JSON.parse(body) as { subject: string };
      received.push({ headers: req.headers, body, subject });
      const answer = next.shift() ?? usual;
      if (typeof answer === 'number') res.writeHead(answer, { location: '/elsewhere' }).end('thanks');
      else answer(res);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    answers: (...given) => void (next = given),
    always: (answer) => void (usual = answer),
    seen: () => received.length,
    all: () => received,
    async calls(count) {
      await expect.poll(() => received.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);
      return received.slice(0, count);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  };
}
