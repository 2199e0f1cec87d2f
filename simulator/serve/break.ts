/** Carries out a fault on one request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { json, type Reply } from './messages.ts';
import type { FaultKind, Source } from './faults.ts';
import { commonHeaders } from './send.ts';

const page =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body></html>';

/**
 * A reply to send instead, `null` when the fault has dealt with the response itself, or `undefined` when the real answer
 * may follow (after a delay).
 */
export async function breakRequest(
  kind: FaultKind,
  exchange: { request: IncomingMessage; response: ServerResponse; answer: () => Reply; chance: number; source: Source },
  settings: { hangMs: number; slowMs: number }
): Promise<Reply | null | undefined> {
  const { request, response, answer, chance, source } = exchange;
  switch (kind) {
    case 'status500':
      return json({ error: 'Internal server error' }, 500);
    case 'status502html':
      return { status: 502, body: page, type: 'text/html' };
    case 'status429':
      return tooMany(source === 'binance' ? ([429, 418, 451][chance % 3] ?? 429) : 429);
    case 'garbage':
      return { status: 200, body: '<!DOCTYPE html><html><body>Just a moment...</body></html>', type: 'text/html' };
    case 'errorEnvelope':
      return json({ status: 'error', data: { name: 'Error', message: 'Internal error. Try again later' } });
    case 'emptyData':
      return empty(answer(), chance);
    case 'slow':
      await pause(request, settings.slowMs);
      return undefined;
    case 'timeout':
      await pause(request, settings.hangMs);
      request.socket.destroy();
      return null;
    case 'reset':
      request.socket.destroy();
      return null;
    case 'truncated':
      await truncate(response, answer(), chance);
      return null;
  }
}

/** 429; the exchange also bans (418) and refuses countries (451). */
export function tooMany(code = 429): Reply {
  const status = { error_code: code, error_message: 'Too many requests' };
  return { ...json({ status, error: 'Too many requests' }, code), headers: { 'Retry-After': '1' } };
}

/** Waits, but no longer than the client does. */
async function pause(request: IncomingMessage, ms: number): Promise<void> {
  const gone = new AbortController();
  request.socket.once('close', () => gone.abort());
  await wait(ms, undefined, { signal: gone.signal }).catch(() => undefined);
}

/** HTTP 200 and well-formed, but without what belongs into it. */
function empty(real: Reply, chance: number): Reply {
  const text = typeof real.body === 'function' ? '{"status":"success","data":' : real.body.toString();
  if (text.includes('"cumulus-enabled"')) return { ...real, body: text.replaceAll(/:\d+/g, ':0') };
  if (text.startsWith('{"status":"success"'))
    return json({ status: 'success', data: [null, {}, []][chance % 3] ?? null });
  if (text.startsWith('{"status":200')) return json({ status: 200, data: { rate: 0, short: 'FLUX' } });
  return json(text.startsWith('[') ? [] : {});
}

/** Cuts a body in the middle: with a length that fits the part, with chunks that end early, or with a dead socket. */
async function truncate(response: ServerResponse, real: Reply, chance: number): Promise<void> {
  const text = typeof real.body === 'function' ? [...firstSlices(real.body(), 8)].join('') : real.body.toString();
  const half = text.slice(0, Math.floor(text.length / 2));
  const headers = commonHeaders(real);
  if (chance % 3 === 0)
    response.writeHead(real.status, { ...headers, 'Content-Length': Buffer.byteLength(half) }).end(half);
  else if (chance % 3 === 1) response.writeHead(real.status, headers).end(half);
  else {
    response.writeHead(real.status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
    await new Promise((resolve) => response.write(half, resolve));
    response.destroy();
  }
}

function* firstSlices(slices: Generator<string>, count: number): Generator<string> {
  let left = count;
  for (const slice of slices) {
    yield slice;
    if (--left === 0) return;
  }
}
