/**
 * How many requests each client has made in its minute, counted by two processes as one.
 *
 * A minute begins with a client's first request. Each process counts what it decides at once and tells the other what it
 * counted; a request is counted by one of them only. Times are of the monotonic clock and travel as ages, so that a clock
 * that is put right neither lengthens nor shortens a minute.
 */
import { LRUCache } from 'lru-cache';

/** Key, how many more, and for how long (ms) the client's minute has run. */
export type CountedMore = [key: string, more: number, ageMs: number];

export interface ClientCounts {
  /** Counts one request. Answers how many that makes, and when the minute is over. */
  claim(key: string): { used: number; resetMs: number };
  /** What the other process counted. */
  add(counted: readonly CountedMore[]): void;
  /** Everything that counts now. */
  all(): CountedMore[];
  clear(): void;
  /** Told of each claim; one listener per link. Answers how to stop. */
  onClaim(listener: (key: string) => void): () => void;
  /** How long (ms) the minute of a client has run; 0 for one that has none. */
  ageOf(key: string): number;
}

interface Minute {
  since: number;
  count: number;
}

export const WINDOW_MS = 60_000;
const MAX_CLIENTS = 10_000;

export function createClientCounts(now = () => performance.now()): ClientCounts {
  const minutes = new LRUCache<string, Minute>({ max: MAX_CLIENTS });
  const listeners = new Set<(key: string) => void>();
  const minuteOf = (key: string): Minute | null => {
    const minute = minutes.get(key);
    return minute !== undefined && now() < minute.since + WINDOW_MS ? minute : null;
  };

  return {
    claim(key) {
      const at = now();
      let minute = minuteOf(key);
      if (minute === null) {
        minute = { since: at, count: 0 };
        minutes.set(key, minute);
      }
      minute.count++;
      for (const listener of listeners) listener(key);
      return { used: minute.count, resetMs: minute.since + WINDOW_MS - at };
    },
    add(counted) {
      for (const [key, more, ageMs] of counted) {
        const since = now() - ageMs;
        const known = minutes.get(key);
        // The two may see the same minute begin at slightly different times: far apart means another minute.
        if (known === undefined || since > known.since + WINDOW_MS / 2) minutes.set(key, { since, count: more });
        else if (since > known.since - WINDOW_MS / 2) known.count += more;
      }
    },
    all: () =>
      [...minutes.keys()].flatMap((key): CountedMore[] => {
        const minute = minuteOf(key);
        return minute === null ? [] : [[key, minute.count, now() - minute.since]];
      }),
    clear: () => minutes.clear(),
    onClaim(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ageOf: (key) => {
      const minute = minuteOf(key);
      return minute === null ? 0 : now() - minute.since;
    }
  };
}
