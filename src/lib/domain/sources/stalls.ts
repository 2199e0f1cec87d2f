/**
 * When a source stands still: `(watched, look, now) -> watched`.
 *
 * A watcher counts only the time in which it was awake itself, by a clock that neither jumps nor runs while the machine
 * sleeps: after a night with the lid closed everything is old, and nothing stands still.
 */
export interface Watched {
  /** When the source last told something, unix seconds; null: never yet. */
  newest: number | null;
  /** Since when it was seen so, seconds of the watcher's own clock. */
  seenAt: number;
}

const LEAST_STALL_SECONDS = 300;
const STALL_INTERVALS = 2.5;

/** How long a source that is asked at an interval may tell nothing. */
export function stallLimitSeconds(everySeconds: number): number {
  return Math.max(LEAST_STALL_SECONDS, STALL_INTERVALS * everySeconds);
}

export function nextWatched(watched: Watched | undefined, newest: number | null, elapsed: number): Watched {
  return watched?.newest === newest ? watched : { newest, seenAt: elapsed };
}

/** `elapsed`: by the watcher's own clock. */
export function isStalled(watched: Watched, everySeconds: number, elapsed: number): boolean {
  return elapsed - watched.seenAt > stallLimitSeconds(everySeconds);
}
