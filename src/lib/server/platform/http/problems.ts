/**
 * Errors as RFC 9457 answers. What an error says to a visitor is decided by its class: details of a failure of ours stay
 * in the log, under the request id that the visitor is given.
 */
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { PROBLEM_TYPE, type Problem } from '../../../contract/kit/problem.ts';
import { AppError, BadRequest, Conflict } from '../errors.ts';
import { visitorOf } from './visitor.ts';

/** An answer that is no success and no failure of ours. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  readonly errors: Problem['errors'];

  constructor(
    status: number,
    code: string,
    detail: string,
    headers: Record<string, string> = {},
    errors?: Problem['errors']
  ) {
    super(detail);
    this.errors = errors;
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** What follows a reader's cursor in the log of changes is not kept. */
export function resync(): Refusal {
  const detail =
    'What follows is no longer kept: read the whole again, then go on from next of /api/events without after.';
  return new Refusal(410, 'resync', detail);
}

type Described = Pick<Problem, 'status' | 'code' | 'detail' | 'errors' | 'job'> & { headers?: Record<string, string> };

/** What a visitor is told about an error. */
export function describe(error: unknown): Described {
  if (error instanceof Refusal) {
    const { status, code, message, headers, errors } = error;
    return { status, code, detail: message, headers, ...(errors && { errors }) };
  }
  if (error instanceof BadRequest) {
    return {
      status: 400,
      code: 'bad_request',
      detail: error.message,
      ...(error.fields.length > 0 && { errors: error.fields })
    };
  }
  if (error instanceof Conflict) {
    return { status: 409, code: 'conflict', detail: error.message, job: { id: error.runningId } };
  }
  if (error instanceof AppError && error.code === 'not_found') {
    return { status: 404, code: 'not_found', detail: error.message };
  }
  if (error instanceof AppError && error.code === 'store' && error.retryable) {
    const detail = 'The database does not answer; please try again.';
    return { status: 503, code: 'store_unavailable', detail, headers: { 'Retry-After': '5' } };
  }
  return (
    clientFault(error) ?? { status: 500, code: 'internal', detail: 'Something went wrong; the request id names it.' }
  );
}

/** Faults of the request that Express and its body parser find: they carry a status below 500. */
function clientFault(error: unknown): Described | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const { status } = error;
  if (status === 413) return { status, code: 'too_large', detail: 'The body is too large.' };
  if (status === 415) return { status, code: 'unsupported_media_type', detail: 'The body must be JSON in UTF-8.' };
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  const isBody = 'type' in error && error.type === 'entity.parse.failed';
  return { status: 400, code: 'bad_request', detail: isBody ? 'The body is no JSON.' : 'The request is malformed.' };
}

export function sendProblem(req: IncomingMessage, res: ServerResponse, described: Described): void {
  const { status, code, detail, errors, job, headers = {} } = described;
  const { requestId } = visitorOf(req, res);
  const title = STATUS_CODES[status] ?? 'Error';
  const problem: Problem = { type: 'about:blank', title, status, detail, code, requestId };
  if (errors) problem.errors = errors;
  if (job) problem.job = job;
  const body = JSON.stringify(problem);
  res.writeHead(status, {
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...headers
  });
  res.end(body);
}

/**
 * One fault per parameter or field, named as the caller wrote it. `sent`: the body; where one thing may be sent instead of a list,
 * what is wrong with it has no number.
 */
export function badRequest(place: string, error: z.ZodError, sent: unknown): BadRequest {
  const isOne = place === 'body' && !Array.isArray(sent);
  const fields = error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => ({ name, message: 'unknown' }));
    const path = place === 'body' ? issue.path.slice(isOne && issue.path[0] === 0 ? 1 : 0) : issue.path.slice(0, 1);
    return [{ name: path.join('.') || place, message: issue.message }];
  });
  return new BadRequest(fields.map(({ name, message }) => `${name}: ${message}`).join('; '), fields);
}
