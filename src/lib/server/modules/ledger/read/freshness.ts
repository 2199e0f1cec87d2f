/** How old figures are, and whether that is older than it should be. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import type { ReadOptions } from './options.ts';

const MIN_CENSUS_LIMIT_SECONDS = 30 * 60;

/** What was never known is stale, and what is of a time that has not come. */
export function freshnessAt(asOf: number | null, now: number, limitSeconds: number): Freshness {
  return { asOf, stale: asOf === null || !isWithin(asOf, now, limitSeconds) };
}

/** How old a figure of the census may be before it is shown as stale: three cycles, at least half an hour. */
export function censusLimitSeconds({ censusIntervalSeconds }: Pick<ReadOptions, 'censusIntervalSeconds'>): number {
  return Math.max(MIN_CENSUS_LIMIT_SECONDS, 3 * censusIntervalSeconds);
}

/** Of figures shown together: as old as the oldest that is known, stale when any is. */
export function oldestOf(parts: readonly Freshness[]): Freshness {
  const moments = parts.map(({ asOf }) => asOf).filter((asOf) => asOf !== null);
  return { asOf: moments.length === 0 ? null : Math.min(...moments), stale: parts.some(({ stale }) => stale) };
}
