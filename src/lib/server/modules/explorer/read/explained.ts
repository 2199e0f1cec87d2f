/** Failures of sources as a visitor is told: there is none, nobody is configured who could tell, or nobody answers now. */
import { NothingAnswers } from '../../../chains/ask-in-order.ts';
import { BlockUnknown } from '../../../chains/chain-failures.ts';
import { NotFound, UpstreamError } from '../../../platform/errors.ts';
import { Refusal } from '../../../platform/http/problems.ts';
import { TransactionUnknown } from '../../../platform/upstream/failures.ts';

const RETRY_SECONDS = '15';

export async function explained<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw meaning(error);
  }
}

function meaning(error: unknown): unknown {
  if (error instanceof TransactionUnknown) return new NotFound('No source knows this transaction.');
  if (error instanceof BlockUnknown) return new NotFound('No source knows this block.');
  if (!(error instanceof UpstreamError)) return error;
  const isMissing = error instanceof NothingAnswers && !error.isConfigured;
  const reason = error instanceof NothingAnswers ? error.reason : error.message;
  return new Refusal(
    503,
    isMissing ? 'not_configured' : 'not_available',
    `${isMissing ? 'Not configured' : 'Not available'}: ${reason}.`,
    { 'Retry-After': RETRY_SECONDS }
  );
}
