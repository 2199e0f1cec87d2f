/**
 * Upgrades (WebSocket) below /api/: the handshake is repeated to the API, then bytes run both ways until one side ends.
 *
 * An API that answers instead of upgrading is quoted; an API that is away is a 502 on the bare socket.
 */
import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestHeaders, type Visitor } from './headers.ts';
import { problemBody } from './problem.ts';

export function passUpgrade(
  api: string,
  { req, socket, head }: { req: IncomingMessage; socket: Duplex; head: Buffer },
  visitor: Visitor
): void {
  const headers = requestHeaders(req.rawHeaders, req.headers.connection, visitor);
  headers.push('Connection', 'Upgrade', 'Upgrade', req.headers.upgrade ?? 'websocket');
  const outgoing = request(`${api}${req.url ?? '/'}`, { method: req.method, headers, agent: false });

  socket.on('error', () => outgoing.destroy());
  socket.on('close', () => outgoing.destroy());
  outgoing.on('upgrade', (answer, upstream, upstreamHead) => {
    socket.write(statusLine(answer));
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    if (head.length > 0) upstream.write(head);
    join(socket, upstream);
  });
  outgoing.on('response', (answer) => {
    socket.write(statusLine(answer));
    answer.pipe(socket);
  });
  outgoing.on('error', () => {
    refuse(socket, visitor);
  });
  outgoing.end();
}

function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one]
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

function statusLine({ statusCode = 502, statusMessage = '', rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    // The body of a refusal is piped decoded, and ends with the connection.
    const isFraming = statusCode !== 101 && /^(transfer-encoding|connection|keep-alive)$/i.test(name);
    if (!isFraming) lines.push(`${name}: ${rawHeaders[at + 1] ?? ''}`);
  }
  if (statusCode !== 101) lines.push('Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function refuse(socket: Duplex, { requestId }: Visitor): void {
  if (socket.destroyed) return;
  const body = problemBody({
    status: 502,
    code: 'api_unreachable',
    detail: 'The API cannot be reached.',
    requestId
  });
  const headers = `Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  socket.end(`HTTP/1.1 502 Bad Gateway\r\n${headers}\r\n\r\n${body}`);
}
