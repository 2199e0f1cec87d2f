/**
 * What a Supabase project answered instead of rows, in our words: an outage (may be tried again), a rejection, a lease
 * that was lost, or a migration that is missing.
 *
 * Three speak here: Postgres (a SQLSTATE), PostgREST (PGRST...) and the servers before them (a status, no code).
 */
import { StoreError, type StaleFenceError } from '../../errors.ts';
import { fromPostgres } from './postgres-errors.ts';

export interface FailedAnswer {
  /** 0 = no answer at all. */
  status: number;
  code: string;
  message: string;
  /** supabase-js puts the reason of a broken connection here. */
  details: string;
}

export interface Failure {
  error: StoreError | StaleFenceError;
  /** Nothing of the statement was run, or all of it was undone: a write may be sent again. */
  isUntouched: boolean;
  /** It took as long as it may: sending it again would take as long once more. */
  isTimeout: boolean;
}

/** The database lacks what this version of the program needs. */
export class MissingMigrationError extends StoreError {
  override name = 'MissingMigrationError';
  constructor(message: string) {
    super(message, false);
  }
}

/** No such function, table or column. PGRST202 to 205: not in PostgREST's picture of the schema. */
const MISSING = /^(PGRST20[245]|42883|42P01|42703)$/;
/** PostgREST has no database, no picture of the schema yet, or no free connection. */
const NOT_REACHED = /^PGRST00[0-3]$/;
/** Undone by the database to resolve a conflict. */
const UNDONE = /^40/;
const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT)$/;

export function fromSupabase(statement: string, answer: FailedAnswer): Failure {
  const { status, code, message } = answer;
  if (status === 0) return fromSilence(statement, answer);
  if (MISSING.test(code)) {
    const text = `${statement}: apply the migrations of this version, the database says: ${message}`;
    return rejected(new MissingMigrationError(text));
  }
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const error = fromPostgres(statement, { code, message });
    return { error, isUntouched: UNDONE.test(code), isTimeout: code === '57014' };
  }
  const text = `${statement}: ${message === '' ? 'no reason given' : message} (${code === '' ? `HTTP ${status}` : code})`;
  if (NOT_REACHED.test(code)) return outage(text, { isUntouched: true });
  if (status === 429) return outage(text, { isUntouched: true });
  if (status === 401 || status === 403)
    return rejected(new StoreError(`${text}; is the service role key right?`, false));
  return status >= 400 && status < 500 && status !== 408 ? rejected(new StoreError(text, false)) : outage(text);
}

function fromSilence(statement: string, { message, details }: FailedAnswer): Failure {
  const reason = /\(((?:E|UND_ERR_)[A-Z_]+)\)/.exec(details)?.[1] ?? '';
  const isTimeout = /^(TimeoutError|AbortError)/.test(message);
  const why = isTimeout ? 'took too long' : reason === '' ? 'broke off' : reason;
  return outage(`${statement}: no answer of the database (${why})`, {
    isUntouched: NOT_CONNECTED.test(reason),
    isTimeout
  });
}

function outage(text: string, { isUntouched = false, isTimeout = false } = {}): Failure {
  return { error: new StoreError(text, true), isUntouched, isTimeout };
}

function rejected(error: StoreError): Failure {
  return { error, isUntouched: false, isTimeout: false };
}
