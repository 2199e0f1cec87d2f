/**
 * The way to a Supabase project: kept connections, text that Postgres can hold, failures that stay failures.
 *
 * It looks like `fetch` to supabase-js and is less: an answer is read whole and has what supabase-js reads of one. The
 * streams and objects of the web platform cost this process more than all the rest of a small call.
 *
 * supabase-js reads an empty 404 as "no content" and a 404 with a list as an answer, and would hand out nothing where
 * something failed; a failing answer that is not an error of the database is therefore given as one.
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { toPortableJson } from '../portable-text.ts';

export interface Wire {
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

const CONNECTIONS = 32;
const CONNECT_MS = 5_000;
/** Below what the servers in between keep an idle connection for. */
const IDLE_MS = 30_000;
const MESSAGE_LENGTH = 200;
const NO_HEADERS = new Headers();
const unpack = promisify(gunzip);

export function openWire(): Wire {
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    // Each call has its own limit.
    headersTimeout: 0,
    bodyTimeout: 0
  });
  const send = async (input: string | URL, init: RequestInit = {}): Promise<Read> => {
    const { origin, pathname, search } = new URL(input);
    const request = {
      origin,
      path: pathname + search,
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'gzip' },
      body: typeof init.body === 'string' ? toPortableJson(init.body) : null,
      signal: init.signal ?? null
    };
    const { status, text } = await agent.request(request).then(readWhole).catch(asFetch);
    const ok = status >= 200 && status < 300;
    const content = ok ? text : asFailure(text);
    return { ok, status, statusText: '', headers: NO_HEADERS, text: () => Promise.resolve(content) };
  };
  return {
    fetch: send as unknown as typeof globalThis.fetch,
    close: () => agent.close()
  };
}

type Read = Pick<Response, 'ok' | 'status' | 'statusText' | 'headers' | 'text'>;

async function readWhole({ statusCode: status, headers, body }: Dispatcher.ResponseData) {
  if (headers['content-encoding'] !== 'gzip') return { status, text: await body.text() };
  return { status, text: (await unpack(await body.bytes())).toString() };
}

/** Failures as `fetch` has them, and supabase-js reads them: what was called off as it is, the rest below a TypeError. */
function asFetch(error: unknown): never {
  const isCalledOff = error instanceof Error && /^(TimeoutError|AbortError)$/.test(error.name);
  if (isCalledOff) throw error;
  throw new TypeError('fetch failed', { cause: error });
}

function asFailure(text: string): string {
  return isErrorObject(text) ? text : JSON.stringify({ code: '', message: text.slice(0, MESSAGE_LENGTH) });
}

function isErrorObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'message' in value;
  } catch {
    return false;
  }
}
