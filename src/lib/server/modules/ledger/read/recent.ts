/** What many answers are made with, read once while it is true: questions that come together, and for a moment after, share it. */
import { LRUCache } from 'lru-cache';
import type { ReadOptions } from './options.ts';

/** Other processes write too, without telling this one. */
const MAX_AGE_SECONDS = 2;

type Clocks = Pick<ReadOptions, 'now' | 'dataVersion'>;

export interface Kept {
  /** So many things, those asked for longest ago are forgotten first. */
  max: number;
  maxAgeSeconds?: number;
}

/** A failure reaches those who waited for it and is not kept. */
export function createRecent<T>(clocks: Clocks, read: () => Promise<T>): () => Promise<T> {
  const recent = createRecentByKey<T>(clocks, { max: 1 });
  return () => recent('', read);
}

/** The same for many things: answers what `read` answers, or answered for the key a moment ago. */
export function createRecentByKey<T>(
  { now, dataVersion }: Clocks,
  { max, maxAgeSeconds = MAX_AGE_SECONDS }: Kept
): (key: string, read: () => Promise<T>) => Promise<T> {
  const newest = new LRUCache<string, { version: number; at: number; value: Promise<T> }>({ max });
  return (key, read) => {
    const version = dataVersion();
    const known = newest.get(key);
    // A clock that was set back makes nothing younger.
    const age = known === undefined ? -1 : now() - known.at;
    if (known?.version === version && age >= 0 && age < maxAgeSeconds) return known.value;
    const taken = { version, at: now(), value: read() };
    taken.value.catch(() => {
      if (newest.peek(key) === taken) newest.delete(key);
    });
    newest.set(key, taken);
    return taken.value;
  };
}

/** What a module reads once for everything that is made with one context; see createRecent. */
export function recentOf<Context extends Clocks & object, T>(
  read: (context: Context) => Promise<T>
): (context: Context) => Promise<T> {
  const known = new WeakMap<Context, () => Promise<T>>();
  return (context) => {
    const recent = known.get(context) ?? createRecent(context, () => read(context));
    known.set(context, recent);
    return recent();
  };
}
