/**
 * How old something is, by its time and that of now; unix seconds.
 *
 * A time that has not come was written by a clock that was wrong: its age is not known, and nothing that asks for an age
 * takes it for new. Clocks of different machines differ a little, so the next minutes count as now.
 */

/** Caches in front of the services keep an answer, and its time, for up to ten minutes. */
export const CLOCK_TOLERANCE_SECONDS = 600;

/** Whole seconds from 0; null when `at` has not come. */
export function ageOf(at: number, now: number): number | null {
  return isToCome(at, now) ? null : Math.max(0, now - at);
}

/** Whether `at` lies further ahead than clocks may differ. */
export function isToCome(at: number, now: number): boolean {
  return at - now > CLOCK_TOLERANCE_SECONDS;
}

/** Whether `at` is known to be no older than `seconds`. */
export function isWithin(at: number, now: number, seconds: number): boolean {
  const age = ageOf(at, now);
  return age !== null && age <= seconds;
}
