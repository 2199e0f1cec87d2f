/**
 * The WebSocket of the live feed: who may connect, and who is connected.
 *
 * Pages of other origins are refused unless CORS_ORIGINS names them; programs send no origin. Where a token is required,
 * nobody connects without one. Whoever is refused gets a problem document instead of an upgrade.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { jwtVerify } from 'jose';
import { WebSocketServer } from 'ws';
import { countedAs, readVisitor } from '../../platform/http/visitor.ts';
import type { Log } from '../../platform/log.ts';
import type { Holder, Sight } from './sight.ts';
import { attend, type Connection } from './socket.ts';
import type { Tickets } from './tickets.ts';

const PATHS = ['/ws/live', '/ws/streams'];
const PING_EVERY_MS = 30_000;
const MOST_PER_CLIENT = 10;
/** Larger messages end the connection; those over 4,096 bytes are answered. */
const MOST_FRAME_BYTES = 256 * 1024;

export interface Sockets {
  /** Whether a request is an upgrade for us. */
  isFor: (req: Pick<IncomingMessage, 'url'>) => boolean;
  accept: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close: () => void;
}

interface Denial {
  status: number;
  code: string;
  detail: string;
}

interface SocketsOptions {
  sight: Sight;
  tickets: Tickets;
  corsOrigins: readonly string[];
  /** Key of the tokens that every upgrade needs; null: none does. */
  jwtSecret: string | null;
  log: Log;
}

export function createSockets({ sight, tickets, corsOrigins, jwtSecret, log }: SocketsOptions): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MOST_FRAME_BYTES
  });
  const connections = new Set<Connection>();
  const perClient = new Map<string, number>();
  const key = jwtSecret === null ? null : new TextEncoder().encode(jwtSecret);
  const pings = setInterval(() => {
    for (const connection of connections) connection.ping();
  }, PING_EVERY_MS).unref();
  let isClosed = false;

  const isTokenValid = async (token: string | null): Promise<boolean> => {
    if (key === null || token === null) return key === null;
    return jwtVerify(token, key, { algorithms: ['HS256'] }).then(
      () => true,
      () => false
    );
  };

  /** Why somebody may not connect; else by what they are counted and whose ticket they have shown. */
  const examine = async (req: IncomingMessage): Promise<Denial | { client: string; holder: Holder | null }> => {
    const visitor = readVisitor(req);
    const { searchParams } = new URL(req.url ?? '/', 'ws://here');
    const { origin } = req.headers;
    if (isClosed) return { status: 503, code: 'stopping', detail: 'The product is stopping.' };
    if (origin !== undefined && origin !== visitor.origin && !corsOrigins.includes(origin)) {
      return { status: 403, code: 'foreign_origin', detail: 'Pages of this origin may not connect.' };
    }
    if (!(await isTokenValid(bearerOf(req) ?? searchParams.get('token')))) {
      return { status: 401, code: 'unauthorized', detail: 'This needs a valid token.' };
    }
    const ticket = searchParams.get('ticket');
    const holder = ticket === null ? null : tickets.use(ticket);
    if (ticket !== null && holder === null) {
      return { status: 401, code: 'unauthorized', detail: 'The ticket is used, expired or none.' };
    }
    const client = countedAs(visitor);
    if ((perClient.get(client) ?? 0) < MOST_PER_CLIENT) return { client, holder };
    const detail = `At most ${MOST_PER_CLIENT} connections per address.`;
    return { status: 429, code: 'too_many_connections', detail };
  };

  const admit = async (req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const examined = await examine(req);
    if ('status' in examined) {
      refuse(socket, examined);
      return;
    }
    const { client, holder } = examined;
    const isOfStreams = req.url?.startsWith('/ws/streams') === true;
    if (socket.destroyed) return;
    perClient.set(client, (perClient.get(client) ?? 0) + 1);
    socket.once('close', () => {
      const left = (perClient.get(client) ?? 1) - 1;
      if (left === 0) perClient.delete(client);
      else perClient.set(client, left);
    });
    server.handleUpgrade(req, socket, head, (ws) => {
      const connection = attend(ws, {
        feed: sight(holder),
        log,
        wire: socket,
        isOfStreams,
        isTrusted: holder !== null
      });
      connections.add(connection);
      ws.once('close', () => connections.delete(connection));
    });
  };

  return {
    isFor: ({ url }) => PATHS.includes((url ?? '').split('?', 1)[0] ?? ''),
    accept(req, socket, head) {
      socket.on('error', () => socket.destroy());
      admit(req, socket, head).catch((err: unknown) => {
        log.warn({ err }, 'live connection not accepted');
        socket.destroy();
      });
    },
    close() {
      isClosed = true;
      clearInterval(pings);
      for (const connection of connections) connection.end();
    }
  };
}

function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function refuse(socket: Duplex, { status, code, detail }: Denial): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code });
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close'
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
