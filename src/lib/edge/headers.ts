/**
 * Which headers and trailers cross the edge.
 *
 * Hop-by-hop headers (RFC 9110, 7.6.1, and those that `Connection` names) end here; everything else passes unchanged both
 * ways. What says who the client is, is written by the edge alone: what a client sends under those names is dropped.
 */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { EDGE_KEY_HEADER } from '../link/edge-key.ts';
import { KEEP_HEADER, VISIT_HEADER } from '../link/kept-headers.ts';

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
]);
const neverTrailers = new Set([
  'authorization',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'host',
  'set-cookie'
]);
/** `expect` is answered here; the rest is written by the edge. */
const ownedByEdge = new Set([
  'expect',
  'forwarded',
  'x-edge-notice',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  'x-request-id',
  VISIT_HEADER
]);
/** Said between edge and API only. */
const ownedByLink = new Set<string>([KEEP_HEADER, EDGE_KEY_HEADER]);

export interface Visitor {
  address: string;
  protocol: string;
  host: string;
  requestId: string;
  /** What the API is told of kept answers; null: nothing. */
  visit: string | null;
}

/** Headers of the request to the API, as a flat list of names and values that keeps order, case and repetition. */
export function requestHeaders(rawHeaders: string[], connection: string | undefined, visitor: Visitor): string[] {
  const nominated = connection === undefined ? null : nominatedBy(connection);
  const kept: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const key = name.toLowerCase();
    if (hopByHop.has(key) || ownedByEdge.has(key) || nominated?.has(key)) continue;
    kept.push(name, rawHeaders[at + 1] ?? '');
  }
  kept.push('X-Forwarded-For', visitor.address);
  kept.push('X-Forwarded-Proto', visitor.protocol);
  kept.push('X-Forwarded-Host', visitor.host);
  kept.push('X-Request-Id', visitor.requestId);
  if (visitor.visit !== null) kept.push(VISIT_HEADER, visitor.visit);
  return kept;
}

/** Headers of the API's answer as the client gets them. Trailers are announced only where they can follow. */
export function responseHeaders(headers: IncomingHttpHeaders, mayHaveTrailers: boolean): OutgoingHttpHeaders {
  const nominated = headers.connection === undefined ? null : nominatedBy(headers.connection);
  const kept: OutgoingHttpHeaders = {};
  for (const name in headers) {
    if (!hopByHop.has(name) && !ownedByLink.has(name) && !nominated?.has(name)) kept[name] = headers[name];
  }
  if (mayHaveTrailers && headers.trailer !== undefined) kept['Trailer'] = headers.trailer;
  return kept;
}

/** Trailers as the client gets them: never what frames the answer, routes it or says who may read it (RFC 9110, 6.5.1). */
export function responseTrailers(trailers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(trailers)) {
    if (value !== undefined && !hopByHop.has(name) && !neverTrailers.has(name)) kept[name] = String(value);
  }
  return kept;
}

/** Framing is never negotiable: a client that names it in `Connection` would cut the body off its request. */
function nominatedBy(connection: string): Set<string> | null {
  if (/^(keep-alive|close|upgrade)$/i.test(connection)) return null;
  const names = connection.split(',').map((name) => name.trim().toLowerCase());
  return new Set(names.filter((name) => name !== 'content-length' && name !== 'host'));
}
