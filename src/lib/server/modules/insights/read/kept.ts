/**
 * What is dear to make, kept while that which it is made of stays the same: a stamp says so, and is cheap to read.
 *
 * Questions that come together share one making. What has grown old under the same stamp is still given while it is made
 * anew behind it, so that nobody waits for age alone. A failure reaches those who waited for it and is not kept.
 */
import { LRUCache } from 'lru-cache';

export interface Kept<T> {
  (key: string, stamp: string, make: () => Promise<T>): Promise<T>;
}

/** `max`: so many keys, those asked for longest ago are forgotten first. `maxAgeSeconds`: made anew then, and never given at twice that age. */
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
    const isSame = known?.stamp === stamp && age >= 0;
    if (isSame && age < maxAgeSeconds) return known.value;
    const taken = { stamp, at: now(), value: make() };
    // What is made behind another takes its place now, for the time to come, but gives the other's value until it is there.
    const shown = isSame && age < 2 * maxAgeSeconds ? { ...taken, value: known.value } : taken;
    newest.set(key, shown);
    taken.value.then(
      () => {
        if (newest.peek(key) === shown) newest.set(key, taken);
      },
      () => {
        if (newest.peek(key) === shown) newest.delete(key);
      }
    );
    return shown.value;
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
