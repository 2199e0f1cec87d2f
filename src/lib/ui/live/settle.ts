/**
 * A question to the API as a part of the page. For server loads.
 *
 * Whatever fails on the way to a part fails this part alone: no answer, a refusal, an answer that cannot be read, and a
 * fault of our own in what is made of it. The last is logged, because nobody else would tell.
 */
import { ProblemError } from '../../contract/kit/client.ts';
import { unmade, type Part } from '../state/parts.ts';

export async function settle<T>(asked: Promise<T>, now: number): Promise<Part<T>> {
  try {
    return { state: 'ready', value: await asked, at: now };
  } catch (error) {
    const { reason, status } = reasonOf(error);
    return { state: 'unavailable', reason, status, at: now, last: null };
  }
}

function reasonOf(error: unknown): { reason: string; status: number } {
  if (error instanceof ProblemError) {
    const faults = error.problem.errors?.map(({ name, message }) => `${name}: ${message}`) ?? [];
    const reason = error.status === 0 ? 'The API cannot be reached.' : error.problem.detail;
    return { reason: faults.length > 0 ? faults.join('; ') : reason, status: error.status };
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { reason: 'The API did not answer in time.', status: 504 };
  }
  return unmade(error);
}
