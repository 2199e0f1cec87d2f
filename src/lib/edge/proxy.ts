/**
 * Everything below /api/, streamed to the API and back.
 *
 * Bodies are never collected: a chunk goes on as it comes, and a slow reader slows the sender. Whoever goes away first
 * ends the other side. The API away or silent is a 502 or 504 problem; once an answer has begun, it is cut instead.
 */
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { requestHeaders, responseHeaders, responseTrailers, type Visitor } from './headers.ts';
import { sendProblem } from './problem.ts';

interface ProxyOptions {
  /** Base URL of the API, without a path. */
  api: string;
  /** How long the API may take until its answer begins. An answer that has begun may pause for ever (events). */
  headersTimeoutMs: number;
  onFailure: (error: Error, visitor: Visitor) => void;
}

/** Shown the beginning of an answer, as it came and as it is sent; takes the whole body if it wants it. */
export type Watch = (
  status: number,
  headers: IncomingHttpHeaders,
  sent: OutgoingHttpHeaders
) => ((body: Buffer) => void) | null;

export interface Proxy {
  forward: (req: IncomingMessage, res: ServerResponse, visitor: Visitor, watch?: Watch) => void;
  /** Ends connections; what is still open is cut. */
  close: () => Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** Below the 5 s after which Node's own servers close an idle connection. */
const KEEP_ALIVE_MS = 4_000;

/** The client went away, which is nobody's failure. */
class ClientGone extends Error {}

export function createProxy({ api, headersTimeoutMs, onFailure }: ProxyOptions): Proxy {
  const pool = new Pool(api, {
    allowH2: false,
    bodyTimeout: 0,
    headersTimeout: headersTimeoutMs,
    connectTimeout: CONNECT_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS
  });

  function forward(req: IncomingMessage, res: ServerResponse, visitor: Visitor, watch: Watch = () => null): void {
    const { method = 'GET', url = '/', headers } = req;
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    const isRepeatable = !hasBody && (method === 'GET' || method === 'HEAD');
    const options: Dispatcher.DispatchOptions = {
      method,
      path: url,
      headers: requestHeaders(req.rawHeaders, headers.connection, visitor),
      body: hasBody ? req : null
    };

    send(isRepeatable);

    function send(mayRepeat: boolean): void {
      pool.dispatch(
        options,
        relay(res, watch, (error) => {
          // A kept connection that the API closed just then: the request was not looked at.
          if (mayRepeat && !res.headersSent && isClosedConnection(error)) send(false);
          else fail(error);
        })
      );
    }

    function fail(error: Error): void {
      if (error instanceof ClientGone) return;
      onFailure(error, visitor);
      const isSlow = /TIMEOUT/.test(codeOf(error));
      if (!req.complete) res.shouldKeepAlive = false;
      sendProblem(res, {
        status: isSlow ? 504 : 502,
        code: isSlow ? 'api_timeout' : 'api_unreachable',
        detail: isSlow ? 'The API did not answer in time.' : 'The API cannot be reached.',
        requestId: visitor.requestId
      });
    }
  }

  return { forward, close: () => pool.destroy() };
}

/** Carries one answer over. `onError` is called at most once, and not for an answer that arrived whole. */
function relay(res: ServerResponse, watch: Watch, onError: (error: Error) => void): Dispatcher.DispatchHandler {
  let asked: Dispatcher.DispatchController | null = null;
  let take: ((body: Buffer) => void) | null = null;
  const taken: Buffer[] = [];
  const onClose = () => {
    if (!res.writableFinished) asked?.abort(new ClientGone());
  };
  const onDrain = () => {
    asked?.resume();
  };
  res.on('close', onClose);
  return {
    onRequestStart(controller) {
      asked = controller;
      if (res.destroyed) onClose();
    },
    onResponseStart(_controller, status, headers, statusMessage) {
      if (status < 200) return;
      const sent = responseHeaders(headers, mayHaveTrailers(res, status, headers));
      take = watch(status, headers, sent);
      res.writeHead(status, statusMessage, sent);
      // Events may be far apart: the client must learn at once that the answer has begun.
      if (headers['content-length'] === undefined) res.flushHeaders();
    },
    onResponseData(controller, chunk) {
      if (take !== null) taken.push(chunk);
      if (res.write(chunk)) return;
      controller.pause();
      res.once('drain', onDrain);
    },
    onResponseEnd(_controller, trailers) {
      // Without chunks there is no place for them (HTTP/1.0).
      if (res.chunkedEncoding) res.addTrailers(responseTrailers(trailers));
      res.end();
      take?.(Buffer.concat(taken));
    },
    onResponseError(_controller, error) {
      res.off('close', onClose);
      onError(error);
    }
  };
}

/** Only an answer in chunks has a place for trailers: not one with a length, without a body, or for HTTP/1.0. */
function mayHaveTrailers(res: ServerResponse, status: number, headers: IncomingHttpHeaders): boolean {
  const hasBody = res.req.method !== 'HEAD' && status !== 204 && status !== 304;
  return hasBody && headers['content-length'] === undefined && res.useChunkedEncodingByDefault;
}

function isClosedConnection(error: Error): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
