/**
 * Store on a Supabase project: each statement is a function of the database, called over PostgREST and answered as one
 * JSON value.
 *
 * Tried again is only what is safe: a read that failed quickly, a write of which surely nothing was done. Everything else
 * throws; whether to repeat a write is its job's decision. Opening asks nothing of the database.
 */
import { createClient } from '@supabase/supabase-js';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { StoreError } from '../../errors.ts';
import { statementsFor } from '../sql.ts';
import { answerMs, type Kind } from '../statement-limits.ts';
import type { Store } from '../store.ts';
import { functionArguments } from './supabase-arguments.ts';
import { fromSupabase, type FailedAnswer, type Failure } from './supabase-errors.ts';
import { openWire } from './supabase-wire.ts';

export interface SupabaseOptions {
  url: string;
  serviceKey: string;
  /** First delay before a repetition; doubles, with jitter. */
  retryDelayMs?: number;
  /** How long an answer is waited for, instead of the statement's own limit. */
  timeoutMs?: number;
}

export interface SupabaseStore extends Store {
  /** A table of the original dashboard that the project holds, if any. */
  originalTable(): Promise<string | null>;
}

const REPETITIONS = 2;
const PROBE_MS = 10_000;
/** Columns that only the original's tables have. */
const ORIGINALS = { daily_snapshots: 'daily_revenue', revenue_transactions: 'amount' };

export function openSupabase({ url, serviceKey, retryDelayMs = 100, timeoutMs }: SupabaseOptions): SupabaseStore {
  const wire = openWire();
  const client = createClient(url, serviceKey, {
    // Without it every call first asks a session that there never is.
    accessToken: () => Promise.resolve(serviceKey),
    global: { fetch: wire.fetch }
  });
  const kinds = new Map<string, Kind>(
    statementsFor('postgres').map(({ name, isWrite, isHeavy }) => [name, { isWrite, isHeavy }])
  );
  let isClosed = false;

  const ask = async (name: string, args: object, kind: Kind): Promise<unknown[]> => {
    const given = functionArguments(args);
    // PostgREST parses a body only to learn which arguments it has. Told them, it passes the body on as it came, which is a sixth
    // of the time of a write of a thousand payments.
    const path = kind.isWrite ? `${name}?columns=${Object.keys(given).join()}` : name;
    const limitMs = timeoutMs ?? answerMs(kind);
    const call = client.rpc(path, given).retry(false).abortSignal(AbortSignal.timeout(limitMs));
    const { data, error, status } = (await call) as Answer;
    if (error !== null) throw new FailedCall(fromSupabase(name, describe(status, error)));
    if (Array.isArray(data)) return data as unknown[];
    throw new StoreError(`${name}: the answer of the database is no list (HTTP ${status})`, true);
  };
  const repeating = (isSafe: (failure: Failure) => boolean) =>
    retry(
      handleWhen((error) => error instanceof FailedCall && isSafe(error.failure)),
      { maxAttempts: REPETITIONS, backoff: new ExponentialBackoff({ initialDelay: retryDelayMs, maxDelay: 2_000 }) }
    );
  const reading = repeating(({ error, isTimeout }) => error.retryable && !isTimeout);
  const writing = repeating(({ isUntouched }) => isUntouched);

  return {
    async query(name, args) {
      if (isClosed) throw new StoreError('the database is closed', true);
      const kind = kinds.get(name) ?? { isWrite: true, isHeavy: true };
      try {
        const policy = kind.isWrite ? writing : reading;
        return (await policy.execute(() => ask(name, args, kind))) as never[];
      } catch (error) {
        throw error instanceof FailedCall ? error.failure.error : error;
      }
    },
    async originalTable() {
      for (const [table, column] of Object.entries(ORIGINALS)) {
        const { error } = await client.from(table).select(column).limit(1).abortSignal(AbortSignal.timeout(PROBE_MS));
        if (error === null) return table;
      }
      return null;
    },
    async close() {
      isClosed = true;
      await wire.close();
    }
  };
}

interface Answer {
  data: unknown;
  error: Partial<Omit<FailedAnswer, 'status'>> | null;
  status: number;
}

/** Carries a failure through the repetitions. */
class FailedCall extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.error.message);
    this.failure = failure;
  }
}

/** Servers in between leave fields out or send null. */
function describe(status: number, { code, message, details }: NonNullable<Answer['error']>): FailedAnswer {
  return { status, code: code ?? '', message: message ?? '', details: details ?? '' };
}
