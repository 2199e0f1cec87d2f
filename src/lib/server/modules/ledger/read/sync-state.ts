/**
 * How far the ledger is known, and how old that knowledge is: the difference between 0 and unknown.
 *
 * A day is known when the chain was read into it (domain/ledger-times.ts) for every tracked address: while one that is new
 * has not been read, no day is.
 */
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import { isToCome, isWithin } from '../../../../domain/time/ages.ts';
import { isChainSilent, knownUntil } from '../../../../domain/time/ledger-times.ts';
import { dateOf, daysBetween } from '../../../../domain/time/periods.ts';
import type { ReadContext } from './context.ts';

export interface SyncState extends Freshness {
  /** null: nothing was ever read to the end. */
  tip: number | null;
  lastCompleted: number | null;
  /** Payments, messages and prices have been complete once. */
  isComplete: boolean;
  /** The newest block is so old, or of an unknown time, that the chain or its sources stand still. */
  isSilent: boolean;
  /** Unix seconds up to which every payment is known; null: none. */
  knownUntil: number | null;
  /** The day of `knownUntil`. */
  knownDay: string | null;
}

const MIN_STALE_SECONDS = 600;

export async function readSyncState({ ledgerStatus, now, revenueIntervalSeconds }: ReadContext): Promise<SyncState> {
  const { revenue } = await ledgerStatus();
  if (revenue === undefined) {
    return {
      tip: null,
      lastCompleted: null,
      isComplete: false,
      isSilent: false,
      knownUntil: null,
      knownDay: null,
      asOf: null,
      stale: true
    };
  }
  const { tip, tipTime, completedAt, complete, isPartial = false } = revenue;
  const isSilent = isChainSilent({ tipTime, completedAt });
  // Written by a clock that was wrong: only the chain's own time is left.
  const until = isToCome(completedAt, now()) ? tipTime : knownUntil({ tipTime, completedAt });
  const limit = Math.max(MIN_STALE_SECONDS, 3 * revenueIntervalSeconds);
  return {
    tip,
    lastCompleted: completedAt,
    isComplete: complete,
    isSilent,
    knownUntil: isPartial ? null : until,
    knownDay: isPartial || until === null ? null : dateOf(until),
    asOf: until,
    stale: isPartial || isSilent || !isWithin(completedAt, now(), limit)
  };
}

/** Nothing was found and nothing was ever read to the end: a count of it, or a sum, is not known, and is not 0. */
export function isUnread({ knownUntil: until }: Pick<SyncState, 'knownUntil'>, found: number): boolean {
  return found === 0 && until === null;
}

export const freshnessOf = ({ asOf, stale }: Freshness): Freshness => ({ asOf, stale });

/** Known days of a range: `known` of `total`. */
export function knownDays({ knownDay }: SyncState, start: string, end: string): { known: number; total: number } {
  const total = daysBetween(start, end) + 1;
  if (knownDay === null || knownDay < start) return { known: 0, total };
  return { known: knownDay >= end ? total : daysBetween(start, knownDay) + 1, total };
}

/** null when all of the range is known. */
export function coverageOf(state: SyncState, start: string, end: string): Coverage | null {
  const { known, total } = knownDays(state, start, end);
  return known === total ? null : { known, total, unit: 'days' };
}
