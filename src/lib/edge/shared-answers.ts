/**
 * Answers that several page loads may use for a moment, so that a busy page does not ask the API the same question twice.
 *
 * One request per key is in flight. Failures are not kept. A failure that concerns only who asked (`isPersonal`, such as a
 * used-up rate limit) is not handed to those who waited along: they ask for themselves.
 */
import { LRUCache } from 'lru-cache';

interface Options {
  ttlMs: number;
  maxEntries: number;
  isPersonal: (error: unknown) => boolean;
  now?: () => number;
}

export function createSharedAnswers({ ttlMs, maxEntries, isPersonal, now = () => performance.now() }: Options) {
  const answers = new LRUCache<string, { answer: Promise<unknown>; until: number }>({ max: maxEntries });
  let sweptAt = now();

  /** What is over is memory that nobody can use. */
  function sweep(): void {
    if (now() < sweptAt + ttlMs) return;
    sweptAt = now();
    for (const [key, { until }] of answers.entries()) if (until <= sweptAt) answers.delete(key);
  }

  async function ask<T>(key: string, question: () => Promise<T>): Promise<T> {
    const kept = answers.get(key);
    if (kept !== undefined && kept.until > now()) {
      try {
        return (await kept.answer) as T;
      } catch (error) {
        if (isPersonal(error)) return await question();
        throw error;
      }
    }
    sweep();
    // Until it is there, an answer has no age.
    const entry = { answer: question(), until: Infinity };
    answers.set(key, entry);
    try {
      const answer = await entry.answer;
      entry.until = now() + ttlMs;
      return answer;
    } catch (error) {
      if (answers.get(key) === entry) answers.delete(key);
      throw error;
    }
  }

  return { ask };
}
