/** The way to a bucket, where a test sees each request before the bucket does and decides what becomes of it. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { BucketSettings } from '../../lib/server/modules/backup/bucket/bucket.ts';
import type { TestBucket } from './bucket.ts';

/** cut: half of an upload arrives, then the connection is gone; hang: nobody ever answers; or S3's code of a refusal. */
export type Treatment = 'pass' | 'cut' | 'hang' | { code: string };

export interface BucketGate {
  settings: BucketSettings;
  /** Decides on `PUT backups/…`, `GET …` and `LIST …`; everything passes at first. */
  guard: (method: string, key: string) => Treatment | Promise<Treatment>;
  close(): Promise<void>;
}

export async function openGate({ settings }: Pick<TestBucket, 'settings'>): Promise<BucketGate> {
  const server = createServer((request, response) => {
    treat(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const gate: BucketGate = {
    settings: { ...settings, endpoint: `http://127.0.0.1:${address.port}` },
    guard: () => 'pass',
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  };

  const treat = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', gate.settings.endpoint);
    const key = decodeURIComponent(pathname.slice(settings.bucket.length + 2));
    const method = request.method === 'GET' && key === '' ? 'LIST' : (request.method ?? '');
    const treatment = await gate.guard(method, key);
    if (treatment === 'hang') return;
    if (typeof treatment === 'object') {
      request.resume();
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end(`<Error><Code>${treatment.code}</Code><Message>Refused</Message></Error>`);
      return;
    }
    if (treatment === 'cut') {
      let left = Number(request.headers['content-length'] ?? 0) >> 1;
      for await (const chunk of request) if ((left -= (chunk as Buffer).length) <= 0) break;
      request.socket.destroy();
      return;
    }
    const { method: verb, headers, url: path } = request;
    const onwards = forward(settings.endpoint + (path ?? ''), { method: verb, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.once('error', () => response.destroy());
    request.pipe(onwards);
  };
  return gate;
}
