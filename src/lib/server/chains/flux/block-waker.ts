/**
 * Says when the network has a new block: Blockbook's WebSocket tells each within seconds (`subscribeNewBlock`).
 *
 * It only wakes; what it says is believed by nobody, and without it everything goes on by schedule, a little later. A
 * connection that says nothing is ended and made again, ever more rarely while it does not work.
 */
import { WebSocket } from 'ws';
import type { Log } from '../../platform/log.ts';

export interface BlockWaker {
  begin(): void;
  close(): void;
}

interface WakerOptions {
  /** Base address of Blockbook, as in the configuration. */
  baseUrl: string;
  /** At most once per WAKE_EVERY_MS, however many blocks come. */
  onBlock: () => void;
  log: Log;
  /** Shorter, for tests. */
  times?: Partial<typeof usualTimes>;
}

const usualTimes = {
  wakeEveryMs: 2_000,
  /** Keeps the connection alive; it takes 2,500 messages in ten minutes. */
  pingEveryMs: 30_000,
  /** Blocks come every 30 s, answers to pings too. */
  silentMs: 90_000,
  retryMs: 5_000,
  mostRetryMs: 600_000,
  connectMs: 10_000
};
const SUBSCRIPTION = 'blocks';
const MOST_BYTES = 64 * 1024;

export function createBlockWaker({ baseUrl, onBlock, log, times }: WakerOptions): BlockWaker {
  const { wakeEveryMs, pingEveryMs, silentMs, retryMs, mostRetryMs, connectMs } = { ...usualTimes, ...times };
  let socket: WebSocket | null = null;
  let pings: NodeJS.Timeout | null = null;
  let silence: NodeJS.Timeout | null = null;
  let retry: NodeJS.Timeout | null = null;
  let waking: NodeJS.Timeout | null = null;
  let wait = retryMs;
  let isClosed = false;

  const wake = (): void => {
    waking ??= setTimeout(() => {
      waking = null;
      onBlock();
    }, wakeEveryMs);
  };

  const hear = (ws: WebSocket): void => {
    if (silence !== null) clearTimeout(silence);
    silence = setTimeout(() => ws.terminate(), silentMs);
  };

  const connect = (): void => {
    retry = null;
    const ws = new WebSocket(socketUrl(baseUrl), {
      handshakeTimeout: connectMs,
      maxPayload: MOST_BYTES,
      perMessageDeflate: false,
      followRedirects: false
    });
    socket = ws;
    ws.on('open', () => {
      hear(ws);
      ask(ws, SUBSCRIPTION, 'subscribeNewBlock');
      pings = setInterval(() => ask(ws, 'ping', 'ping'), pingEveryMs);
    });
    ws.on('message', (data: Buffer) => {
      hear(ws);
      if (!isNewBlock(data)) return;
      wait = retryMs;
      wake();
    });
    ws.on('error', (err) => log.debug({ err }, 'waker of blocks failed'));
    ws.on('close', () => {
      if (pings !== null) clearInterval(pings);
      if (silence !== null) clearTimeout(silence);
      if (isClosed) return;
      log.debug({ againMs: wait }, 'waker of blocks ended');
      retry = setTimeout(connect, wait);
      wait = Math.min(wait * 2, mostRetryMs);
    });
  };

  return {
    begin: connect,
    close() {
      isClosed = true;
      for (const timer of [retry, waking, silence]) if (timer !== null) clearTimeout(timer);
      if (pings !== null) clearInterval(pings);
      socket?.terminate();
    }
  };
}

function socketUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.pathname = `${url.pathname.replace(/\/(api(\/v2)?\/?)?$/, '')}/websocket`;
  return url.href;
}

function ask(ws: WebSocket, id: string, method: string): void {
  if (ws.readyState === ws.OPEN) ws.send(JSON.stringify({ id, method, params: {} }));
}

/** `{id, data: {height, hash}}`; the acknowledgement has the same id and no height. */
function isNewBlock(data: Buffer): boolean {
  try {
    const { id, data: told } = JSON.parse(data.toString('utf8')) as {
      id?: unknown;
      data?: { height?: unknown } | null;
    };
    return id === SUBSCRIPTION && typeof told?.height === 'number';
  } catch {
    return false;
  }
}
