/**
 * What is dear to make, kept while that which it is made of stays the same: a stamp says so, and is cheap to read.
 *
 * Questions that come together share one making. A failure reaches those who waited for it and is not kept.
 */
import { LRUCache } from 'lru-cache';

export interface Kept<T> {
  (key: string, stamp: string, make: () => Promise<T>): Promise<T>;
}

/** `max`: so many keys, those asked for longest ago are forgotten first. `maxAgeSeconds`: made anew then at the latest. */
export function createKept<T>({
  max,
  maxAgeSeconds = Infinity,
  now
}: {
  max: number;
  maxAgeSeconds?: number;
  now: () => number;
}): Kept<T> {
  const newest = new LRUCache<string, { stamp: string; at: number; value: Promise<T> }>({ max });
  return (key, stamp, make) => {
    const known = newest.get(key);
    const age = known === undefined ? -1 : now() - known.at;
    if (known?.stamp === stamp && age >= 0 && age < maxAgeSeconds) return known.value;
    const taken = { stamp, at: now(), value: make() };
    taken.value.catch(() => {
      if (newest.peek(key) === taken) newest.delete(key);
    });
    newest.set(key, taken);
    return taken.value;
  };
}

/** One of a kind for each context. */
export function perContext<Context extends object, T>(create: (context: Context) => T): (context: Context) => T {
  const made = new WeakMap<Context, T>();
  return (context) => {
    const known = made.get(context) ?? create(context);
    made.set(context, known);
    return known;
  };
}
