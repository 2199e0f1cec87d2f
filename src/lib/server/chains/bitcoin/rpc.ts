/**
 * Bitcoin Core's JSON-RPC: one call, or a batch whose elements fail apart.
 *
 * Nodes of the family differ in what they say by HTTP: 1.x answers errors with 500 and a body, 2.0 with 200, authentication
 * and a full work queue with text. Therefore the body decides wherever it is JSON: `error != null` is an error. All calls
 * here only read, so a connection that broke is tried again once. A cookie is read anew after a 401, because a node writes
 * another one at each start.
 */
import { bulkhead } from 'cockatiel';
import { Pool } from 'undici';
import { z } from 'zod';
import { AppError, UpstreamError } from '../../platform/errors.ts';
import { parseShape } from '../../platform/upstream/answer.ts';
import { systemClock } from '../../platform/upstream/clock.ts';
import { quoteShort, Transient } from '../../platform/upstream/failures.ts';
import { createSource, type UpstreamLog } from '../../platform/upstream/source.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import { RpcRefusal } from './rpc-refusal.ts';
import type { ReadCredentials } from './rpc-credentials.ts';

export const NODE_SOURCE = 'bitcoin-node';
const IN_FLIGHT = 8;
const TIMEOUT_MS = 20_000;
/** A block of transaction ids is a quarter of a megabyte; nothing that is asked for comes near this. */
const MAX_BYTES = 32 * 1024 * 1024;
/** -28: the node is starting. */
const WARMING_UP = -28;
const BATCH = 100;

const element = z.looseObject({
  id: z.union([z.number(), z.string()]).nullish(),
  result: z.unknown().optional(),
  error: z.looseObject({ code: z.number().catch(0), message: z.string().catch('no message') }).nullish()
});
type Element = z.infer<typeof element>;

export interface RpcCall<T> {
  method: string;
  params?: readonly unknown[];
  schema: z.ZodType<T>;
}

export interface Rpc {
  /** Throws RpcRefusal for what the node answers with an error. */
  call<T>(call: RpcCall<T>, signal: AbortSignal): Promise<T>;
  /** One result for each call, in order: an element that the node refuses is its refusal, the others stand. */
  batch<T>(calls: readonly RpcCall<T>[], signal: AbortSignal): Promise<(T | RpcRefusal)[]>;
  states(): SourceState[];
  close(): Promise<void>;
}

export interface RpcOptions {
  url: string;
  credentials: ReadCredentials;
  now: () => number;
  log?: UpstreamLog | undefined;
  timeoutMs?: number;
}

export function createRpc({ url, credentials, now, log, timeoutMs = TIMEOUT_MS }: RpcOptions): Rpc {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: IN_FLIGHT, allowH2: false });
  const slots = bulkhead(IN_FLIGHT, Infinity);
  const source = createSource(NODE_SOURCE, { clock: systemClock, now, log, hasCircuit: true, isOptional: true });

  async function exchange(body: string, signal: AbortSignal, authorization: string | null) {
    try {
      const answer = await pool.request({
        path: pathname,
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      });
      const bytes: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > MAX_BYTES) throw new UpstreamError(NODE_SOURCE, `answer is larger than ${MAX_BYTES} bytes`);
        bytes.push(chunk);
      }
      return { status: answer.statusCode, text: Buffer.concat(bytes).toString('utf8') };
    } catch (error) {
      if (error instanceof AppError || signal.aborted) throw error;
      throw new Transient(NODE_SOURCE, transportReason(error, timeoutMs), { cause: error });
    }
  }

  /** With the credentials at hand; once more after a 401 with those that the file holds now, once more after a break. */
  async function ask(body: string, signal: AbortSignal): Promise<unknown> {
    let isRetried = false;
    let answer;
    try {
      answer = await exchange(body, signal, await credentials.current());
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      isRetried = true;
      answer = await exchange(body, signal, await credentials.current());
    }
    if (answer.status === 401) answer = await exchange(body, signal, await credentials.renewed());
    if (answer.status === 503 && !isRetried) {
      await systemClock.wait(250, signal);
      answer = await exchange(body, signal, await credentials.current());
    }
    return readBody(answer);
  }

  const asked = (body: string, signal: AbortSignal) =>
    slots.execute(() => {
      source.check();
      return source.attempt({ signal }, async () => {
        const value = await ask(body, signal);
        // A node that starts is no node yet, whatever it is asked.
        const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
        const refusal = element.safeParse(first).data?.error;
        if (refusal?.code === WARMING_UP) {
          throw new UpstreamError(NODE_SOURCE, `the node is starting: ${quoteShort(refusal.message)}`);
        }
        return value;
      });
    }, signal);

  function valueOf<T>({ schema }: RpcCall<T>, { result, error }: Element): T {
    if (error != null) throw new RpcRefusal(NODE_SOURCE, error);
    return parseShape(NODE_SOURCE, schema, result);
  }

  return {
    async call(call, signal) {
      const body = JSON.stringify(requestOf(call, 0));
      return valueOf(call, parseShape(NODE_SOURCE, element, await asked(body, signal)));
    },
    async batch(calls, signal) {
      const parts = Array.from({ length: Math.ceil(calls.length / BATCH) }, (_, place) =>
        calls.slice(place * BATCH, (place + 1) * BATCH)
      );
      const answers = await Promise.all(
        parts.map(async (part) => {
          const body = JSON.stringify(part.map(requestOf));
          const told = parseShape(NODE_SOURCE, z.array(element), await asked(body, signal));
          const byId = new Map(told.map((each) => [Number(each.id), each]));
          return part.map((call, id) => {
            const answer = byId.get(id);
            if (answer === undefined) throw new UpstreamError(NODE_SOURCE, 'left out an element of a batch');
            try {
              return valueOf(call, answer);
            } catch (error) {
              if (error instanceof RpcRefusal) return error;
              throw error;
            }
          });
        })
      );
      return answers.flat();
    },
    states: () => [source.state()],
    close: () => pool.destroy()
  };
}

function requestOf<T>({ method, params = [] }: RpcCall<T>, id: number): object {
  return { jsonrpc: '1.0', id, method, params };
}

/** JSON where there is some, whatever the status; text is a refusal of the server in front of the methods. */
function readBody({ status, text }: { status: number; text: string }): unknown {
  if (status === 401) throw new UpstreamError(NODE_SOURCE, 'the node refused user, password or cookie (HTTP 401)');
  if (status === 403) throw new UpstreamError(NODE_SOURCE, 'the node does not take calls from here (HTTP 403)');
  if (status === 503) throw new Transient(NODE_SOURCE, `the node is busy (HTTP 503: ${quoteShort(text)})`);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new UpstreamError(NODE_SOURCE, `HTTP ${status} without JSON`);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused: the node is down or listens elsewhere',
  ECONNRESET: 'connection broke off',
  UND_ERR_SOCKET: 'connection broke off',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time'
};

function transportReason(error: unknown, timeoutMs: number): string {
  if (error instanceof DOMException) return `no complete answer within ${timeoutMs / 1000} s`;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (reasons[code] ?? code) || 'network error';
}
