/** Test support: the API with its public port in front of it, and exports as a client without mercy reads them. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEdge } from '../../lib/edge/edge.ts';
import { startApi, stopApis, type ApiOptions } from '../support/api.ts';

const edges: ReturnType<typeof createEdge>[] = [];

export async function startBoth(options: ApiOptions = {}) {
  const api = await startApi(options);
  const edge = createEdge({
    api: api.origin,
    origin: null,
    trustProxy: 0,
    graceMs: 0,
    onFailure: () => undefined,
    pages: (_, res) => res.end()
  });
  edges.push(edge);
  edge.server.listen(0, '127.0.0.1');
  await once(edge.server, 'listening');
  return { ...api, url: `http://127.0.0.1:${(edge.server.address() as AddressInfo).port}` };
}

/** For afterEach: ends what startBoth started. */
export async function stopBoth(): Promise<void> {
  await Promise.all(edges.splice(0).map((edge) => edge.drain(0)));
  await stopApis();
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  /** What the trailers say; null without them. */
  rows: number | null;
  sha256: string | null;
  /** The hash in the trailers is that of the bytes. */
  isIntact: boolean;
}

/** Reads an answer to its end; throws when it broke off. */
export async function receive(url: string, method = 'GET'): Promise<Received> {
  const asked = request(url, { method, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const bytes = Buffer.concat((await answer.toArray()) as Buffer[]);
  const { 'x-row-count': count = null, 'x-content-sha256': sha256 = null } = answer.trailers;
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    bytes,
    rows: count === null ? null : Number(count),
    sha256,
    isIntact: createHash('sha256').update(bytes).digest('hex') === sha256
  };
}
