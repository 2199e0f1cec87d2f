/** How far the newest day of a series lies from the days before it, in standard deviations of these. */
const DAYS = 28;
const LEAST_DAYS = 14;

/**
 * `days` ascending, the newest last; null for a day that is not known. null where fewer than 14 of the 28 days before have
 * anything, or where they are all the same.
 */
export function deviationOf(days: readonly (number | null)[]): number | null {
  const newest = days.at(-1) ?? null;
  const known = days.slice(-1 - DAYS, -1).filter((day) => day !== null);
  if (newest === null || known.filter((day) => day > 0).length < LEAST_DAYS) return null;
  const mean = known.reduce((sum, day) => sum + day, 0) / known.length;
  const variance = known.reduce((sum, day) => sum + (day - mean) ** 2, 0) / known.length;
  return variance === 0 ? null : Math.abs(newest - mean) / Math.sqrt(variance);
}
