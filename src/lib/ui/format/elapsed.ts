/**
 * Time that has passed in a browser, also while the machine slept.
 *
 * The monotonic clock of a browser may stand still during sleep, and the clock on the wall may be put back: what has passed
 * is the longer of the two.
 */
export interface Mark {
  monotonic: number;
  wall: number;
}

export function mark(): Mark {
  return { monotonic: performance.now(), wall: Date.now() };
}

/** Milliseconds. */
export function elapsedSince({ monotonic, wall }: Mark): number {
  return Math.max(performance.now() - monotonic, Date.now() - wall);
}
