/**
 * Listeners of the live feed on plain sockets: what is measured is the product, not a client library. What they are told of is the
 * crossed quota of a tenant; they note when each message came.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Heard, ListenOptions } from './live.ts';
import { percentile } from './percentiles.ts';

/** As many connections as one address may have. */
const PER_ADDRESS = 10;
const AT_ONCE = 50;
const TOLD = /"tenant":"(live-\d+)","threshold":\d+/g;
/** Longer than what the expression finds: so much of a piece may belong to the next. */
const CARRIED = 80;

const heardAt = new Map<string, number[]>();
const now = () => performance.timeOrigin + performance.now();

process.once('disconnect', () => process.exit(0));
process.once('message', (options: ListenOptions) => {
  process.once('message', (toldAt: Record<string, number>) => process.send?.(figuresOf(toldAt)));
  void listen(options).then(() => process.send?.('listening'));
});

async function listen({ url, tickets }: ListenOptions): Promise<void> {
  for (let from = 0; from < tickets.length; from += AT_ONCE) {
    const some = tickets.slice(from, from + AT_ONCE);
    await Promise.all(some.map((ticket, at) => open(new URL(url), { ticket, number: from + at, of: tickets.length })));
  }
}

async function open(url: URL, { ticket, number, of }: { ticket: string; number: number; of: number }): Promise<void> {
  const address = Math.floor(number / PER_ADDRESS);
  const localAddress = `127.1.${Math.floor(address / 200)}.${(address % 200) + 1}`;
  const socket = connect({ host: url.hostname, port: Number(url.port), localAddress });
  const isSocket = number >= of / 2;
  await once(socket, 'connect');
  const head = isSocket
    ? [
        `GET /ws/live?ticket=${ticket} HTTP/1.1`,
        ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`
      ]
    : [`GET /api/live?topics=usage&ticket=${ticket} HTTP/1.1`, 'Accept: text/event-stream'];
  socket.write(`${[...head, `Host: ${url.host}`].join('\r\n')}\r\n\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  if (!/^HTTP\/1.1 (?:101|200) /.test(first.toString('latin1'))) {
    throw new Error(`not let in: ${first.toString('latin1').slice(0, 200)}`);
  }
  if (isSocket) socket.write(maskedFrame('{"type":"subscribe","topic":"usage"}'));
  note(socket);
}

function note(socket: Socket): void {
  let carried = '';
  socket.on('data', (bytes: Buffer) => {
    const at = now();
    const text = carried + bytes.toString('latin1');
    let end = 0;
    for (const found of text.matchAll(TOLD)) {
      const times = heardAt.get(found[1] ?? '');
      if (times === undefined) heardAt.set(found[1] ?? '', [at]);
      else times.push(at);
      end = found.index + found[0].length;
    }
    carried = text.slice(Math.max(end, text.length - CARRIED));
  });
}

/** A short text message as a client sends it; with a mask of zeros it stays what it is. */
function maskedFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

function figuresOf(toldAt: Record<string, number>): Heard {
  const tookMs = Object.entries(toldAt).flatMap(([tenant, told]) => (heardAt.get(tenant) ?? []).map((at) => at - told));
  return {
    messages: tookMs.length,
    p50: percentile(tookMs, 50),
    p99: percentile(tookMs, 99),
    maxMs: percentile(tookMs, 100)
  };
}
