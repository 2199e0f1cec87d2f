/**
 * The public listener: /api/ to the API, everything else to the pages.
 *
 * Per request it decides once who the visitor is (address, origin, request id) and writes that over whatever the client
 * claimed, so that the API and the pages read the same facts. Draining answers what is open, and for a moment what comes in:
 * a request may be on its way, and a connection that is closed then is a visitor without an answer.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { withoutAlias } from '../link/aliases.ts';
import { clientAddress } from './client-address.ts';
import type { Visitor } from './headers.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { publicOrigin } from './public-origin.ts';
import { sendProblem } from './problem.ts';
import { createProxyWatch, type ProxyNotice } from './proxy-watch.ts';
import { createProxy } from './proxy.ts';
import { createRequestIds } from './request-ids.ts';
import { passUpgrade } from './upgrade.ts';

export type PageHandler = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

interface EdgeOptions {
  /** Base URL of the API, such as http://127.0.0.1:3000. */
  api: string;
  pages: PageHandler;
  origin: string | null;
  trustProxy: number;
  headersTimeoutMs?: number;
  /** How long a drain goes on taking requests: those that clients sent before they could know of it. */
  graceMs?: number;
  onFailure: (error: Error, visitor: Visitor) => void;
  /** Left out: every answer is asked of the API. */
  answers?: KeptAnswers;
  /** Called once for each way in which TRUST_PROXY does not fit; rejects when nobody heard it. */
  onProxyNotice?: (notice: ProxyNotice) => Promise<void>;
}

/** Longer than the proxies in front keep theirs, so that they never reuse a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;
const IDLE_SWEEP_MS = 100;
const GRACE_MS = 300;
const GOODBYE_MS = 1_000;

/** For pages and their files; the Content-Security-Policy comes with each page, because it holds the page's nonce. */
const pageHeaders = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin']
] as const;

/** Cards, badges and preview pictures are made for other sites. */
const isForOthers = (path: string) => /^\/(?:embed|badge)\/|^\/preview\.png(?:\?|$)/.test(path);
const openHeaders = [
  ...pageHeaders.filter(([name]) => name !== 'x-frame-options' && !name.startsWith('cross-origin-')),
  ['cross-origin-resource-policy', 'cross-origin']
] as const;

export function createEdge(options: EdgeOptions) {
  const { api, pages, origin, trustProxy, headersTimeoutMs = 60_000, graceMs = GRACE_MS, onFailure, answers } = options;
  const { onProxyNotice = () => Promise.resolve() } = options;
  const proxy = createProxy({ api, headersTimeoutMs, onFailure });
  const nextRequestId = createRequestIds();
  const watchProxies = createProxyWatch(trustProxy, onProxyNotice);
  const upgraded = new Set<Duplex>();
  let isDraining = false;

  function addressOf({ socket, headers }: IncomingMessage): string {
    return clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString(), trustProxy);
  }

  function visitorOf(req: IncomingMessage, requestId: string, visit: string | null = null): Visitor {
    const isEncrypted = req.socket instanceof TLSSocket;
    const address = addressOf(req);
    return { ...publicOrigin(req.headers, isEncrypted, { origin, trustProxy }), address, requestId, visit };
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
    watchProxies(req);
    const url = withoutAlias(req.method, req.url);
    if (url !== undefined) req.url = url;
    const requestId = nextRequestId();
    if (isDraining) res.shouldKeepAlive = false;
    if (isForApi(req.url)) {
      const onward = answers?.answer(req, res, { requestId, address: () => addressOf(req) });
      if (onward !== 'answered') proxy.forward(req, res, visitorOf(req, requestId, onward?.visit), onward?.watch);
      return;
    }
    const visitor = visitorOf(req, requestId);
    if (req.url?.startsWith('/')) {
      tellPages(req, visitor);
      const headers = isForOthers(req.url) ? openHeaders : pageHeaders;
      for (const [name, value] of headers) res.setHeader(name, value);
      res.setHeader('x-request-id', requestId);
      pages(req, res, () => res.writeHead(404).end());
    } else {
      const detail = 'The request target must be a path.';
      sendProblem(res, { status: 400, code: 'bad_request', detail, requestId });
    }
  });

  server.on('upgrade', (req, socket: Duplex, head: Buffer) => {
    if (isDraining || !isUpgradable(req.url)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    watchProxies(req);
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    passUpgrade(api, { req, socket, head }, visitorOf(req, nextRequestId()));
  });

  /** Resolves when every open request has ended; after `withinMs` what is left is cut. */
  async function drain(withinMs: number): Promise<void> {
    isDraining = true;
    const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
    await pause(Math.min(graceMs, withinMs));
    // The API says goodbye to its sockets itself.
    for (let waited = 0; upgraded.size > 0 && waited < Math.min(GOODBYE_MS, withinMs); waited += IDLE_SWEEP_MS) {
      await pause(IDLE_SWEEP_MS);
    }
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of upgraded) socket.destroy();
    });
    clearTimeout(deadline);
    clearInterval(sweep);
    answers?.close();
    await proxy.close();
  }

  return { server, drain };
}

/** Below /api/, and the two paths of the live feed. */
function isUpgradable(url: string | undefined): boolean {
  return isForApi(url) || /^\/ws\/(?:live|streams)(?:\?|$)/.test(url ?? '');
}

function isForApi(url: string | undefined): boolean {
  return url !== undefined && /^\/api(?:[/?]|$)/.test(url);
}

/** The pages' adapter reads these three headers (see web.ts); whatever the client wrote there is replaced. */
function tellPages(req: IncomingMessage, { address, protocol, host }: Visitor): void {
  req.headers['x-forwarded-for'] = address;
  req.headers['x-forwarded-proto'] = protocol;
  req.headers['x-forwarded-host'] = host;
}
