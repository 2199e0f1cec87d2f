/**
 * For tests: a local server that answers as told and remembers what it was asked, and a host that talks to it.
 *
 * Waiting is virtual: the clock moves only when somebody waits on it or the test says so, so pauses and circuits of many
 * seconds are tested in none.
 */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../lib/server/platform/upstream/clock.ts';
import { createHost } from '../../lib/server/platform/upstream/http.ts';
import type { HostLimits } from '../../lib/server/platform/upstream/host-limits.ts';

export type Script = (request: IncomingMessage, response: ServerResponse, index: number) => void;

export interface ScriptedServer {
  url: string;
  asked: { path: string; headers: IncomingHttpHeaders }[];
  /** Requests that have arrived and are not answered yet. */
  inFlight(): number;
  close(): Promise<void>;
}

export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const asked: ScriptedServer['asked'] = [];
  let inFlight = 0;
  const server = createServer((request, response) => {
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
    asked.push({ path: request.url ?? '', headers: request.headers });
    script(request, response, asked.length - 1);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    inFlight: () => inFlight,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  };
}

/** A JSON answer; `success` and `refusal` are envelopes of FluxOS. */
export function reply(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const success = (data: unknown) => ({ status: 'success', data });
export const refusal = (message: string | null, code?: number | string | null) => ({
  status: 'error',
  data: { code, message }
});

/** Virtual time in milliseconds. */
export function virtualClock(): Clock & { advance(ms: number): void; waits: number[] } {
  let nowMs = 0;
  const waits: number[] = [];
  return {
    waits,
    nowMs: () => nowMs,
    wait(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
    advance: (ms) => void (nowMs += ms)
  };
}

/** A server and a host with the named sources, quick to repeat and unlimited unless told otherwise. */
export async function startHost(script: Script, sources: string[], limits: Partial<HostLimits> = {}) {
  const server = await startScriptedServer(script);
  const clock = virtualClock();
  const host = createHost({
    baseUrl: server.url,
    sources,
    now: () => 1_795_136_400,
    clock,
    limits: { perSecond: Infinity, retryDelayMs: 1, ...limits }
  });
  return {
    server,
    clock,
    host,
    async close() {
      await host.close();
      await server.close();
    }
  };
}

/** A signal that never fires. */
export const never = () => new AbortController().signal;

/** An answer that ends before its announced length. */
export function brokenOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"status":', () => response.destroy());
}

/** Resolves when the server has been asked that often. */
export async function arrivals({ asked }: { asked: unknown[] }, count: number): Promise<void> {
  while (asked.length < count) await new Promise((resolve) => setImmediate(resolve));
}
