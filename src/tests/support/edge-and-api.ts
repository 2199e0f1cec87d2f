/** Test support: the API and the edge in front of it, linked as the two processes are, each on a port of its own. */
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { createEdge } from '../../lib/edge/edge.ts';
import { createKeptAnswers } from '../../lib/edge/kept-answers.ts';
import { createClientCounts } from '../../lib/link/client-counts.ts';
import { createDataVersion } from '../../lib/server/platform/http/data-version.ts';
import { createEdgeLink } from '../../lib/server/platform/http/edge-link.ts';
import { measureHttp } from '../../lib/server/platform/observability/measure.ts';
import { createMetrics } from '../../lib/server/platform/observability/metrics.ts';
import { startApi, type ApiOptions } from './api.ts';

/** For what another connection brings about. */
export const PATIENCE = { timeout: 10_000 };

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** `limit`: requests per client and minute; `later.ms` moves the clock of what the edge keeps. */
export async function startEdgeAndApi({ limit = 0, ...options }: ApiOptions & { limit?: number } = {}) {
  const version = createDataVersion();
  const counts = createClientCounts();
  const metrics = measureHttp(createMetrics('1.2.3'));
  const link = createEdgeLink({ version, counts, rateLimitPerMinute: limit, metrics });
  const api = await startApi({
    ...options,
    deps: {
      now: () => Math.floor(Date.now() / 1_000),
      dataVersion: () => version.current(),
      rateLimitPerMinute: limit,
      metrics,
      counts,
      edge: link,
      ...options.deps
    }
  });
  const asked: string[] = [];
  api.server.on('request', ({ url }) => asked.push(url ?? ''));

  const later = { ms: 0 };
  const answers = createKeptAnswers(api.origin, () => performance.now() + later.ms);
  const edge = createEdge({
    api: api.origin,
    answers,
    pages: (_, res) => res.end(),
    origin: null,
    trustProxy: 1,
    graceMs: 0,
    onFailure: () => undefined
  });
  edge.server.listen(0, '127.0.0.1');
  await once(edge.server, 'listening');
  onTestFinished(() => edge.drain(0));
  const origin = `http://127.0.0.1:${(edge.server.address() as AddressInfo).port}`;

  /** Asks until the answer comes from the edge, and forgets that it asked. Answers how often it did. */
  async function untilKept(path: string, headers: Record<string, string> = {}): Promise<number> {
    let times = 0;
    await expect
      .poll(async () => {
        const before = asked.length;
        times++;
        await raw(origin + path, headers);
        return asked.length - before;
      }, PATIENCE)
      .toBe(0);
    asked.length = 0;
    return times;
  }
  function changeData(): void {
    api.state.version++;
    version.grow();
  }
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    raw(origin + path, headers, method);
  const ask = (path: string, headers: Record<string, string> = {}) => raw(api.origin + path, headers);
  return { api, asked, later, changeData, untilKept, origin, get, ask };
}

function raw(url: string, headers: Record<string, string>, method = 'GET'): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  request(url, { headers, method, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) });
    });
  })
    .on('error', reject)
    .end();
  return promise;
}
