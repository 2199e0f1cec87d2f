/** What the API's refusals mean for the operator, and as answers of a form. Never holds what was sent. */
import { fail } from '@sveltejs/kit';
import { ProblemError } from '../../lib/contract/kit/client.ts';

const UNREACHABLE = 503;

export interface Refused {
  message: string;
  /** Seconds after which trying again makes sense. */
  retryAfter: number | null;
}

/** @throws whatever is no answer of the API */
export function refusalOf(error: unknown): { status: number; refused: Refused } {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { status: 504, refused: { message: 'The API did not answer in time.', retryAfter: null } };
  }
  if (!(error instanceof ProblemError)) throw error;
  const { status, retryAfter, problem } = error;
  return { status: status || UNREACHABLE, refused: { message: messageOf(error, problem.detail), retryAfter } };
}

export function refuse(error: unknown) {
  const { status, refused } = refusalOf(error);
  return fail(status, { refused });
}

export function refuseWith(status: number, message: string) {
  return fail(status, { refused: { message, retryAfter: null } satisfies Refused });
}

function messageOf({ status, retryAfter, problem }: ProblemError, detail: string): string {
  if (status === 0) return 'The API cannot be reached.';
  if (status === 401) return 'The session has ended: sign in again.';
  if (problem.code === 'locked_out') {
    return `Too many wrong tokens from your address. Try again in ${retryAfter ?? 60} s.`;
  }
  if (problem.code === 'conflict') return 'This job is running already: nothing was started.';
  const faults = problem.errors?.map(({ name, message }) => `${name}: ${message}`) ?? [];
  return faults.length > 0 ? faults.join('; ') : detail;
}
