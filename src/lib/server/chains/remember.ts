/** Answers of sources, kept a while: equal questions that come together are asked once, failures are not kept. */
import { LRUCache } from 'lru-cache';

interface Kept<T> {
  at: number;
  answer: Promise<T>;
}

const MAX_KEPT = 2_000;
/** The first who asks may leave; the others still wait for the answer. */
const PATIENCE_MS = 25_000;

/** `seconds` may depend on the answer: what is final may be kept for long. */
export function remember<Question, T>(
  { seconds, now, max = MAX_KEPT }: { seconds: number | ((answer: T) => number); now: () => number; max?: number },
  ask: (question: Question, signal: AbortSignal) => Promise<T>
): (question: Question, signal: AbortSignal) => Promise<T> {
  const kept = new LRUCache<string, Kept<T>>({ max });

  return async (question, signal) => {
    const key = JSON.stringify(question);
    const known = kept.get(key);
    if (known !== undefined && now() < known.at) return known.answer;
    signal.throwIfAborted();
    const entry: Kept<T> = { at: Infinity, answer: ask(question, AbortSignal.timeout(PATIENCE_MS)) };
    kept.set(key, entry);
    try {
      const answer = await entry.answer;
      entry.at = now() + (typeof seconds === 'number' ? seconds : seconds(answer));
      return answer;
    } catch (error) {
      if (kept.peek(key) === entry) kept.delete(key);
      throw error;
    }
  };
}
