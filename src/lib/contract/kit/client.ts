/**
 * Calls an endpoint from a SvelteKit `load`.
 *
 * A success is held to the endpoint's schema, so that one answer that is damaged on the way costs its part of a page and
 * not the page; more than the schema knows is no fault, because the API may be the younger of two builds. Everything else
 * is thrown as ProblemError.
 */
import type { Answer, Endpoint, Input } from './endpoint.ts';
import { Problem, PROBLEM_TYPE } from './problem.ts';

export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;
  /** Seconds after which trying again makes sense; null when the answer did not say. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null, options?: ErrorOptions) {
    super(problem.detail, options);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return this.problem.status;
  }
}

const BAD_GATEWAY = 502;

export interface CallOptions {
  /** Scheme and host in front of the path; the page's own by default. */
  origin?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** @throws ProblemError for every answer but a success, and (status 0, code `unreachable`) when there is none */
export async function call<E extends Endpoint>(
  fetch: typeof globalThis.fetch,
  endpoint: E,
  input: Input<E>,
  { origin = '', signal, headers = {} }: CallOptions = {}
): Promise<Answer<E>> {
  const { body } = input as Parts;
  const sent = new Headers({ accept: endpoint.produces[0], ...headers });
  const init: RequestInit = { method: endpoint.method, headers: sent };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    sent.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  const response = await fetch(origin + urlOf(endpoint, input), init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw unreachable(cause);
  });
  if (!response.ok) throw await problemOf(response);
  const answer: unknown = await response.json().catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw unreadable(cause);
  });
  const { error } = endpoint.response.safeParse(answer);
  const faults = error?.issues.filter(({ code }) => code !== 'unrecognized_keys') ?? [];
  if (faults.length > 0) throw unreadable(error);
  return answer as Answer<E>;
}

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Path and query of an endpoint: for links, and for `call`. Undefined and null parameters are left out. */
export function urlOf<E extends Endpoint>(endpoint: E, input: Input<E>): string {
  const { params = {}, query = {} } = input as Parts;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(written(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, written(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function written(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

async function problemOf(response: Response): Promise<ProblemError> {
  const retryAfter = /^\d+$/.exec(response.headers.get('retry-after') ?? '');
  const isProblem = response.headers.get('content-type')?.startsWith(PROBLEM_TYPE) ?? false;
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  const { data } = Problem.safeParse(body);
  const problem = data ?? blank(response.status, 'unexpected', `the server answered ${response.status}`);
  return new ProblemError(problem, retryAfter === null ? null : Number(retryAfter[0]));
}

function unreachable(cause: unknown): ProblemError {
  return new ProblemError(blank(0, 'unreachable', 'the server cannot be reached'), null, { cause });
}

function unreadable(cause: unknown): ProblemError {
  const detail = 'The API answered something that cannot be read.';
  return new ProblemError(blank(BAD_GATEWAY, 'unreadable', detail), null, { cause });
}

function blank(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: code, status, detail, code, requestId: '' };
}
