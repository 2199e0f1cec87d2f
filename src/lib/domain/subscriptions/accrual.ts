/**
 * How much of a prepaid segment is earned at a moment, and what is left: the law of subscriptions.
 *
 * accrued + deferred + breakage + carriedOut = deposit + carriedIn, in satoshi, at every height. The term is counted in
 * parts of wall-clock time: a block before the fork is four parts, one after it is one, so that an end across the fork is
 * reached evenly. A term by time (specification version 9) is counted in seconds of block time. Nothing is accrued of a
 * term that nobody knows.
 */
import { FORK_SPEEDUP, isExpired, type AppEnd } from '../apps/app-life.ts';
import { fluxProfile } from '../chain-profile.ts';
import { FORK_HEIGHT } from '../time/chain-clock.ts';

/** A block, by its height and its time in unix seconds. */
export interface Moment {
  height: number;
  time: number;
}

export type StopReason = 'superseded' | 'cancelled_by_owner';

export interface Segment {
  start: Moment;
  /** null: not known. */
  end: AppEnd | null;
  /** Deposit and what was carried in. */
  totalSat: bigint;
  /** What ended it before its end; null: nothing did. */
  stop: { at: Moment; reason: StopReason } | null;
}

/** Where the whole value of a segment is; the parts add up to it. */
export interface Balance {
  accrued: bigint;
  deferred: bigint;
  breakage: bigint;
  carriedOut: bigint;
}

/** Parts of wall-clock time between two heights. */
export function partsBetween(from: number, to: number): number {
  const before = Math.min(to, FORK_HEIGHT) - Math.min(from, FORK_HEIGHT);
  const after = Math.max(to, FORK_HEIGHT) - Math.max(from, FORK_HEIGHT);
  return before * FORK_SPEEDUP + after;
}

/** Seconds of the whole term, about: a part is a block since the fork. null: not known. */
export function termSeconds({ start, end }: Pick<Segment, 'start' | 'end'>): number | null {
  if (end === null) return null;
  if ('time' in end) return Math.max(0, end.time - start.time);
  return partsBetween(start.height, end.height) * fluxProfile.blockSeconds;
}

/** Whether the term lasts at a moment; at its last height, or second, it still does. */
export function isRunning({ end }: Pick<Segment, 'end'>, at: Moment): boolean {
  if (end === null) return true;
  return 'time' in end ? at.time <= end.time : !isExpired(end.height, at.height);
}

/** What a term has earned of its value at a moment, whatever ended it. */
export function accruedAt({ start, end, totalSat }: Pick<Segment, 'start' | 'end' | 'totalSat'>, at: Moment): bigint {
  if (end === null) return 0n;
  const isByTime = 'time' in end;
  const term = isByTime ? end.time - start.time : partsBetween(start.height, end.height);
  const elapsed = isByTime ? at.time - start.time : partsBetween(start.height, Math.max(start.height, at.height));
  if (elapsed >= term) return totalSat;
  return elapsed <= 0 ? 0n : (totalSat * BigInt(elapsed)) / BigInt(term);
}

/** Where the value is at a moment from the start on. */
export function balanceAt(segment: Segment, at: Moment): Balance {
  const { stop, totalSat } = segment;
  if (stop === null || at.height < stop.at.height) {
    const accrued = accruedAt(segment, at);
    return { accrued, deferred: totalSat - accrued, breakage: 0n, carriedOut: 0n };
  }
  const accrued = accruedAt(segment, stop.at);
  const left = totalSat - accrued;
  const isCancelled = stop.reason === 'cancelled_by_owner';
  return { accrued, deferred: 0n, breakage: isCancelled ? left : 0n, carriedOut: isCancelled ? 0n : left };
}

export type Status = 'active' | 'completed' | 'cancelled';
export type Reason =
  'expired' | 'superseded' | 'cancelled_by_owner' | 'underpaid' | 'duplicate_hash' | 'no_message' | 'orphaned';

/** How a segment stands at a moment from its start on. */
export function standingAt(segment: Segment, at: Moment): { status: Status; reason: Reason | null } {
  const { stop } = segment;
  if (stop !== null && at.height >= stop.at.height) {
    const isCancelled = stop.reason === 'cancelled_by_owner';
    return { status: isCancelled ? 'cancelled' : 'completed', reason: stop.reason };
  }
  return isRunning(segment, at) ? { status: 'active', reason: null } : { status: 'completed', reason: 'expired' };
}

/** FLUX a second of the whole term, in 1e-18, rounded down; for display, the truth is the fraction. null: not known. */
export function ratePerSecondE18(segment: Pick<Segment, 'start' | 'end' | 'totalSat'>): bigint | null {
  const seconds = termSeconds(segment);
  if (seconds === null || seconds === 0) return null;
  return (segment.totalSat * 10n ** 10n) / BigInt(seconds);
}
