/**
 * When something is to be asked for again: so long after it was last told, and after a failure only after a pause, so that a
 * service that refuses is not asked more often than one that answers.
 */
export interface Turns {
  /** `toldAt` null: it never was. Times of `now` and `toldAt` are unix seconds. */
  isDue(name: string, turn: { toldAt: number | null; everySeconds: number; now: number }): boolean;
  /** It is asked for now. */
  take(name: string): void;
}

const PAUSE_SECONDS = 1_800;

/** `elapsed` in seconds, monotonic. */
export function createTurns(elapsed: () => number): Turns {
  const taken = new Map<string, number>();
  return {
    isDue(name, { toldAt, everySeconds, now }) {
      const at = taken.get(name);
      if (at !== undefined && elapsed() < at + Math.min(PAUSE_SECONDS, everySeconds)) return false;
      // What is of a time to come was told by a clock that was wrong.
      return toldAt === null || toldAt > now || now >= toldAt + everySeconds;
    },
    take: (name) => void taken.set(name, elapsed())
  };
}
