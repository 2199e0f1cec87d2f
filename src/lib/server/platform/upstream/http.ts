/**
 * The one way out: every client asks through a host, and only here are requests limited, repeated and given up.
 *
 * A call is up to four attempts; an attempt waits for a free slot and its turn, then has its time. Repetitions end after
 * one and a half times that, so a silent host is asked twice, not four times. Retry-After silences the whole host. An attempt
 * that a budget does not allow is not made. The signal ends everything at once, waits included.
 */
import { bulkhead, ExponentialBackoff, handleWhen, retry, timeout, TimeoutStrategy } from 'cockatiel';
import { Pool } from 'undici';
import { UpstreamError } from '../errors.ts';
import { readValue, refuseStatus, timeOfAnswer, type Reading } from './answer.ts';
import { systemClock, untilAborted, type Clock } from './clock.ts';
import { atMost, openAnswer, readText, type Answer } from './exchange.ts';
import { AskedToWait, Transient } from './failures.ts';
import { withLook, type Chunks } from './document.ts';
import { createGate } from './gate.ts';
import { defaultLimits, type HostLimits } from './host-limits.ts';
import { answerName, readPassing, underLook, type ShapeWatch } from './shape-watch.ts';
import type { SourceState } from './source-state.ts';
import { createSource, type Source, type UpstreamLog } from './source.ts';

const TRIES = 4;
/** In units of a call's time, from the first attempt. */
const REPEAT_WITHIN = 1.5;
const MAX_JSON_BYTES = 32 * 1024 * 1024;
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
const CONNECT_MS = 5_000;

export interface HostOptions {
  baseUrl: string;
  /** Names of its sources, as health shows them. */
  sources: readonly string[];
  /** Those without which nothing of the product is missing but their own figures. */
  optional?: readonly string[] | undefined;
  /** Wall clock, unix seconds. */
  now: () => number;
  /** Told the `Date` of each answer that no cache has kept, unix seconds. */
  heard?: ((seconds: number) => void) | undefined;
  log?: UpstreamLog | undefined;
  limits?: Partial<HostLimits> | undefined;
  clock?: Clock | undefined;
  calls?: CallCount | undefined;
  shapes?: ShapeWatch | undefined;
}

/** Counts requests to one service. */
export interface CallCount {
  /** Resolves when a request of `source` is counted and may be made. @throws NotAsked */
  claim(source: string): Promise<void>;
}

interface Call {
  source: string;
  /** What the answer is called, where the source has several. */
  document?: string;
  signal: AbortSignal;
  /** What a source of several uses is asked for: each may fail apart, and be excused. */
  purpose?: string;
  /** Times the time of other calls, for a question that takes the other side long to work out. */
  timeFactor?: number;
  headers?: Record<string, string>;
}

export type JsonCall<T> = Call & Reading<T>;

export interface StreamCall<T> extends Call {
  /** Consumes the body. What it throws is charged to the source only if it is an UpstreamError. */
  read: (chunks: Chunks) => Promise<T>;
}

export interface DocumentCall<T> extends Call {
  /** Reads the body into something of its own; called anew for each attempt. What it answers is plausible, or it throws. */
  read: (chunks: Chunks, signal: AbortSignal) => Promise<T>;
}

export interface Host {
  json<T>(path: string, call: JsonCall<T>): Promise<T>;
  /** A large answer, read as it comes but worth nothing until it is complete: repeated as any call. */
  document<T>(path: string, call: DocumentCall<T>): Promise<T>;
  /** A large answer, read as it comes. Repeated as any call, unless `read` has begun: then it is the caller's turn. */
  stream<T>(path: string, call: StreamCall<T>): Promise<T>;
  states(): SourceState[];
  /** See the source's own. */
  excuse(source: string, purpose: string): void;
  /** See the source's own. */
  note(source: string, text: string | null): void;
  close(): Promise<void>;
}

export function createHost(options: HostOptions): Host {
  const {
    baseUrl,
    sources: names,
    optional = [],
    now,
    heard,
    log,
    limits,
    calls,
    shapes,
    clock = systemClock
  } = options;
  const allowed = { ...defaultLimits, ...limits };
  const { inFlight, perSecond, timeoutMs, retryDelayMs, patienceMs, unsaidWaitMs, hasCircuit } = allowed;
  const { origin, pathname } = new URL(baseUrl);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: inFlight,
    allowH2: false,
    connect: { timeout: Math.min(CONNECT_MS, timeoutMs) }
  });
  const slots = bulkhead(inFlight, Infinity);
  const gate = createGate({ perSecond, patienceMs, clock, now });
  const sources = new Map(
    names.map((name) => [
      name,
      createSource(name, { clock, now, log, hasCircuit, isOptional: optional.includes(name) })
    ])
  );

  return {
    json: (path, call) =>
      whole(path, call, async (answer) => {
        const text = await readText(call.source, answer, MAX_JSON_BYTES);
        const { source, document = answerName(source, path) } = call;
        const look = shapes?.look({ source, document, isAnswer: true });
        return underLook(source, look, () => readValue({ ...call, look }, answer.status, text));
      }),
    document: (path, call) =>
      whole(path, call, (answer, signal) => {
        const { source, document = source } = call;
        const look = shapes?.look({ source, document, isAnswer: false });
        const chunks = withLook(atMost(MAX_DOCUMENT_BYTES, source, bodyOf(source, answer)), look);
        return underLook(source, look, () => call.read(chunks, signal));
      }),
    stream: (path, call) =>
      repeat(call, async () => {
        const answer = await open(path, call, call.signal);
        const { source, document = source } = call;
        const look = shapes?.look({ source, document, isAnswer: false });
        return readPassing(look, () => call.read(withLook(bodyOf(source, answer), look)).catch(asFinal));
      }),
    states: () => [...sources.values()].map((source) => source.state()),
    excuse: (source, purpose) => sourceOf({ source }).excuse(purpose),
    note: (source, text) => sourceOf({ source }).note(text),
    close: () => pool.destroy()
  };

  /** An exchange that is over in time, and may be made again until it succeeds. */
  function whole<T>(path: string, call: Call, read: (answer: Answer, signal: AbortSignal) => Promise<T>): Promise<T> {
    return repeat(call, (isFresh) =>
      inTime(call, async (signal) => read(await open(isFresh ? uncached(path) : path, call, signal), signal))
    );
  }

  function repeat<T>(call: Call, exchange: (isFresh: boolean) => Promise<T>): Promise<T> {
    const { signal } = call;
    const source = sourceOf(call);
    let firstAtMs: number | null = null;
    let isFresh = false;

    async function attempt(): Promise<T> {
      await gate.turn(source.name, signal);
      await calls?.claim(source.name);
      signal.throwIfAborted();
      firstAtMs ??= clock.nowMs();
      try {
        return await source.attempt(call, () => exchange(isFresh));
      } catch (error) {
        if (error instanceof Transient) {
          log?.debug({ source: source.name, reason: error.message }, 'upstream attempt failed');
          isFresh ||= error.isCachedError;
        }
        if (error instanceof AskedToWait) gate.pause(error.waitMs);
        throw error;
      }
    }

    const isWorthAnother = (error: unknown) =>
      error instanceof Transient && !signal.aborted && clock.nowMs() - (firstAtMs ?? 0) < REPEAT_WITHIN * timeOf(call);
    const policy = retry(handleWhen(isWorthAnother), {
      maxAttempts: TRIES - 1,
      backoff: new ExponentialBackoff({ initialDelay: retryDelayMs, maxDelay: 20 * retryDelayMs })
    }).dangerouslyUnref();
    const slotted = () => {
      signal.throwIfAborted();
      source.check();
      return slots.execute(attempt, signal);
    };
    return untilAborted(signal, policy.execute(slotted, signal));
  }

  /** Runs `work` with a signal that also fires when the call's time is over, and says so if it did. */
  function inTime<T>(call: Call, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { source, signal } = call;
    return timeout(timeOf(call), TimeoutStrategy.Cooperative).execute(async (context) => {
      try {
        return await work(context.signal);
      } catch (error) {
        if (!context.signal.aborted || signal.aborted) throw error;
        throw new Transient(source, `no complete answer within ${timeOf(call) / 1000} s`, { cause: error });
      }
    }, signal);
  }

  async function open(path: string, call: Call, signal: AbortSignal): Promise<Answer> {
    const { source, headers = {} } = call;
    const request = { source, path: `${prefix}${path}`, headers, signal, silenceMs: timeOf(call) };
    const answer = await openAnswer(pool, request);
    const at = timeOfAnswer(answer);
    if (at !== null) heard?.(at);
    try {
      refuseStatus(source, answer, { nowSeconds: at ?? now(), unsaidWaitMs });
      return answer;
    } catch (error) {
      answer.discard();
      throw error;
    }
  }

  function timeOf({ timeFactor = 1 }: Call): number {
    return timeoutMs * timeFactor;
  }

  function sourceOf({ source }: Pick<Call, 'source'>): Source {
    const found = sources.get(source);
    if (found === undefined) throw new TypeError(`host has no source ${source}`);
    return found;
  }
}

/** Where a body can be no answer of "no", every status from 400 on is a failure. */
function bodyOf(source: string, answer: Answer): AsyncGenerator<Uint8Array> {
  if (answer.status < 400) return answer.chunks();
  answer.discard();
  throw new UpstreamError(source, `HTTP ${answer.status}`);
}

/** A query parameter that no service knows: a cached error is kept under its URL. */
function uncached(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}nc=${Math.random().toString(36).slice(2, 10)}`;
}

/** What was read so far cannot be taken back, so a broken stream is not repeated here. */
function asFinal(error: unknown): never {
  if (error instanceof Transient) throw new UpstreamError(error.source, error.reason, { cause: error });
  throw error;
}
