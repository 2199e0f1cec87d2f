/**
 * Errors that carry a decision: may the caller try again, and what may a visitor be told.
 *
 * `message` is written for an operator and never holds a secret; `cause` keeps the original. Nothing in the product
 * answers a default where one of these belongs.
 */
export type ErrorCode =
  'config' | 'upstream' | 'store' | 'stale_fence' | 'not_found' | 'bad_request' | 'conflict' | 'internal';

export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(message: string, code: ErrorCode, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryable = retryable;
  }
}

/** The environment is wrong; nothing but an operator can fix it. */
export class ConfigError extends AppError {
  override name = 'ConfigError';
  constructor(message: string, options?: ErrorOptions) {
    super(message, 'config', false, options);
  }
}

/** A service we do not run did not answer as it should; `source` names it as health does. */
export class UpstreamError extends AppError {
  override name = 'UpstreamError';
  readonly source: string;
  constructor(
    source: string,
    message: string,
    { retryable = true, ...options }: ErrorOptions & { retryable?: boolean } = {}
  ) {
    super(`${source}: ${message}`, 'upstream', retryable, options);
    this.source = source;
  }
}

/** The database refused the statement or could not be reached. Retryable = not a rejection: it may work another time. */
export class StoreError extends AppError {
  override name = 'StoreError';
  /** Whether it speaks against the database, not against the statement; it is a retryable one unless told otherwise. */
  readonly isOutage: boolean;
  constructor(
    message: string,
    retryable: boolean,
    { isOutage = retryable, ...options }: ErrorOptions & { isOutage?: boolean } = {}
  ) {
    super(message, 'store', retryable, options);
    this.isOutage = isOutage;
  }
}

/** A write came from a process whose lease has been taken over; its work must be dropped. */
export class StaleFenceError extends AppError {
  override name = 'StaleFenceError';
  constructor(message: string, options?: ErrorOptions) {
    super(message, 'stale_fence', false, options);
  }
}

/** What was asked for does not exist. */
export class NotFound extends AppError {
  override name = 'NotFound';
  constructor(message: string) {
    super(message, 'not_found', false);
  }
}

/** The caller's input is wrong; `fields` names each fault. */
export class BadRequest extends AppError {
  override name = 'BadRequest';
  readonly fields: { name: string; message: string }[];
  constructor(message: string, fields: { name: string; message: string }[] = []) {
    super(message, 'bad_request', false);
    this.fields = fields;
  }
}

/** The work asked for is already being done; `runningId` is the job that does it. */
export class Conflict extends AppError {
  override name = 'Conflict';
  readonly runningId: string;
  constructor(message: string, runningId: string) {
    super(message, 'conflict', false);
    this.runningId = runningId;
  }
}
