/**
 * Who asks: client address, request id, and the origin that the visitor sees.
 *
 * The edge writes these on requests that it passes on; they are believed only from this machine, where nobody but the
 * edge speaks to us. Of a list of addresses the right-most is the edge's own word.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientKey } from '../../../link/client-key.ts';
import { readVisit, VISIT_HEADER, type Counted } from '../../../link/kept-headers.ts';

export interface Visitor {
  client: string;
  requestId: string;
  /** Scheme and host under which the visitor reached the product. */
  origin: string;
  /** null: the request did not come through an edge that keeps answers. `counted`: null when the edge has not counted it. */
  edge: { counted: Counted | null } | null;
}

const visitors = new WeakMap<ServerResponse, Visitor>();

/** The visitor of an answer's request; the same for every layer. */
export function visitorOf(req: IncomingMessage, res: ServerResponse): Visitor {
  const known = visitors.get(res);
  if (known !== undefined) return known;
  const visitor = readVisitor(req);
  visitors.set(res, visitor);
  return visitor;
}

/** By what a visitor is counted wherever something is limited. */
export function countedAs({ client }: Pick<Visitor, 'client'>): string {
  return clientKey(client);
}

/** Whether an address is this machine's own: there nobody but the edge speaks to us. */
export function isLocal(address: string | undefined): boolean {
  const peer = plain(address ?? '');
  return peer === '::1' || peer.startsWith('127.');
}

/** The same of a request that has no answer of ours: an upgrade. */
export function readVisitor({ socket, headers }: IncomingMessage): Visitor {
  const peer = plain(socket.remoteAddress ?? '0.0.0.0');
  const isFromEdge = isLocal(peer);
  const told = (name: string) => (isFromEdge ? headers[name]?.toString() : undefined);
  const visit = told(VISIT_HEADER);
  const forwarded = told('x-forwarded-for');
  const requestId = told('x-request-id');
  const protocol = told('x-forwarded-proto') ?? 'http';
  const host = told('x-forwarded-host') ?? headers.host ?? '';
  return {
    client: forwarded === undefined ? peer : plain(forwarded.slice(forwarded.lastIndexOf(',') + 1).trim()) || peer,
    requestId: requestId !== undefined && /^[\w-]{8,64}$/.test(requestId) ? requestId : randomUUID(),
    origin: `${protocol === 'https' ? 'https' : 'http'}://${host}`,
    edge: visit === undefined ? null : { counted: readVisit(visit) }
  };
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
