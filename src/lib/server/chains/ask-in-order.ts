/**
 * One question, put to the sources of a chain in their order: the operator's own first, public ones last. The first that
 * answers counts; a source that is away, not configured or cannot know it is passed over, and why is kept.
 */
import { UpstreamError } from '../platform/errors.ts';
import { TransactionUnknown } from '../platform/upstream/failures.ts';
import { BlockUnknown, HistoryTooLarge, NotAskable } from './chain-failures.ts';

export interface Way<T> {
  /** null: not configured, or it has no such part. */
  ask: (() => Promise<T>) | null;
  /** Why it cannot be asked, for people. */
  missing: string;
}

/** No source answered. `isConfigured`: there was one to ask. */
export class NothingAnswers extends UpstreamError {
  override name = 'NothingAnswers';
  readonly reason: string;
  readonly isConfigured: boolean;
  constructor(reasons: readonly string[], isConfigured: boolean, options?: ErrorOptions) {
    const reason = reasons.join('; ');
    super('bitcoin', reason, options);
    this.reason = reason;
    this.isConfigured = isConfigured;
  }
}

/** Throws NothingAnswers; a definite "there is none" where a source said so; what is no failure of a source at once. */
export async function askInOrder<T>(ways: readonly Way<T>[]): Promise<T> {
  const reasons: string[] = [];
  let no: UpstreamError | null = null;
  let cause: unknown;
  for (const { ask, missing } of ways) {
    if (ask === null) {
      reasons.push(missing);
      continue;
    }
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (isDefinite(error)) no ??= error;
      else reasons.push(error instanceof NotAskable ? error.reason : error.message);
      cause = error;
    }
  }
  if (no !== null) throw no;
  throw new NothingAnswers(
    reasons,
    ways.some(({ ask }) => ask !== null),
    { cause }
  );
}

function isDefinite(error: UpstreamError): boolean {
  return error instanceof TransactionUnknown || error instanceof BlockUnknown || error instanceof HistoryTooLarge;
}
