/**
 * What stands before PostgREST in a Supabase project: it asks for a known key and passes `/rest/v1/...` on, as it is.
 *
 * A hosted project has a compiled proxy there, which costs next to nothing. This one reads of a request no more than its head
 * and hands bytes on: a server and a client of Node's in between take longer for a small call than PostgREST does. Bodies
 * come with their length, as those of supabase-js do.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

interface GatewayOptions {
  /** Where PostgREST listens. */
  socketPath: string;
  keys: readonly string[];
  /** 0 = any free one, of 127.0.0.1. */
  port: number;
}

const PREFIX = '/rest/v1/';
const MAX_HEAD_BYTES = 16 * 1024;
/** Of a connection that is not used: less than PostgREST's 30 s, so that no request meets one that is just being closed. */
const IDLE_SECONDS = 10;
const LINE = '\r\n';
const HEAD_END = '\r\n\r\n';

export async function startGateway({ socketPath, keys, port }: GatewayOptions): Promise<Gateway> {
  const visitors = new Set<Socket>();
  const server = createServer({ noDelay: true }, (visitor) => {
    visitors.add(visitor);
    visitor.once('close', () => visitors.delete(visitor));
    serve(visitor, { socketPath, keys });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const visitor of visitors) visitor.destroy();
      await closed;
    }
  };
}

/** A visitor's connection has one of its own to PostgREST, so that answers need not be read to know whose they are. */
function serve(visitor: Socket, { socketPath, keys }: Pick<GatewayOptions, 'socketPath' | 'keys'>): void {
  let unread: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;
  let isWaiting = false;
  let postgrest: Socket | null = null;

  visitor.setTimeout(IDLE_SECONDS * 1000, () => {
    if (!isWaiting) visitor.destroy();
  });
  visitor.on('data', (bytes: Buffer) => {
    unread = unread.length === 0 ? bytes : Buffer.concat([unread, bytes]);
    while (unread.length > 0 && readNext());
  });
  visitor.on('drain', () => postgrest?.resume());
  visitor.on('error', () => visitor.destroy());
  // Whoever hangs up is no longer worked for.
  visitor.on('close', () => postgrest?.destroy());

  /** Passes on what can be; false when more must come first. */
  function readNext(): boolean {
    if (bodyLeft > 0) {
      const body = unread.subarray(0, bodyLeft);
      unread = unread.subarray(body.length);
      bodyLeft -= body.length;
      pass(body);
      return true;
    }
    const end = unread.indexOf(HEAD_END);
    if (end < 0) {
      if (unread.length > MAX_HEAD_BYTES) refuse('431 Request Header Fields Too Large', 'The head is too long');
      return false;
    }
    const { line, fields } = readHead(unread.toString('latin1', 0, end));
    const [method = '', path = ''] = line.split(' ');
    if (!keys.includes(fields.get('apikey') ?? '')) return refuse('401 Unauthorized', 'Invalid API key');
    if (!path.startsWith(PREFIX)) return refuse('404 Not Found', 'no Route matched with those values');
    if (fields.has('transfer-encoding')) return refuse('411 Length Required', 'A body needs its length');
    const length = Number(fields.get('content-length') ?? 0);
    const body = unread.subarray(end + HEAD_END.length, end + HEAD_END.length + length);
    const head = `${method} ${path.slice(PREFIX.length - 1)} HTTP/1.1${unread.toString('latin1', line.length, end)}${HEAD_END}`;
    unread = unread.subarray(end + HEAD_END.length + body.length);
    bodyLeft = length - body.length;
    isWaiting = true;
    pass(Buffer.concat([Buffer.from(head, 'latin1'), body]));
    return true;
  }

  function pass(bytes: Buffer): void {
    postgrest ??= open();
    if (!postgrest.write(bytes)) visitor.pause();
  }

  function open(): Socket {
    const opened = connect(socketPath);
    opened.on('data', (bytes) => {
      const isFirst = isWaiting;
      isWaiting = false;
      if (!visitor.write(isFirst ? withIdleTime(bytes) : bytes)) opened.pause();
    });
    opened.on('drain', () => visitor.resume());
    opened.on('error', () => opened.destroy());
    opened.on('close', () => {
      if (isWaiting) refuse('502 Bad Gateway', 'An invalid response was received from the upstream server');
      else visitor.destroy();
    });
    return opened;
  }

  function refuse(status: string, message: string): false {
    isWaiting = false;
    unread = Buffer.alloc(0);
    visitor.removeAllListeners('data');
    const body = JSON.stringify({ message });
    const fields = [
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close'
    ];
    visitor.end([`HTTP/1.1 ${status}`, ...fields].join(LINE) + HEAD_END + body);
    visitor.resume();
    return false;
  }
}

function readHead(head: string): { line: string; fields: Map<string, string> } {
  const [line = '', ...fields] = head.split(LINE);
  const pairs = fields.map((field): [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
  });
  return { line, fields: new Map(pairs) };
}

/** The beginning of an answer, with how long this connection stays open. */
function withIdleTime(bytes: Buffer): Buffer {
  const end = bytes.indexOf(LINE);
  if (end < 0) return bytes;
  const field = Buffer.from(`${LINE}keep-alive: timeout=${IDLE_SECONDS}`);
  return Buffer.concat([bytes.subarray(0, end), field, bytes.subarray(end)]);
}
