/**
 * What is told of a term: that it began, that it ends soon, how it ended. A term is told of once per phase that it enters.
 *
 * What has stopped a term counts whenever it is known; what time does to a term counts by a clock that the teller moves, so
 * that each step of it is told once, also by a teller that was away.
 */
import { estimateTime } from '../time/chain-clock.ts';
import { SECONDS_PER_DAY } from '../time/periods.ts';
import { isRunning, type Moment, type Segment } from './accrual.ts';

export type Phase = 'active' | 'expiring' | 'superseded' | 'completed' | 'cancelled';

export const EXPIRING_SECONDS = 7 * SECONDS_PER_DAY;

export function phaseAt(segment: Pick<Segment, 'end' | 'stop'>, clock: Moment): Phase {
  const { end, stop } = segment;
  if (stop !== null) return stop.reason === 'superseded' ? 'superseded' : 'cancelled';
  if (!isRunning(segment, clock)) return 'completed';
  return end !== null && secondsLeft(end, clock) <= EXPIRING_SECONDS ? 'expiring' : 'active';
}

/** Of a term by height, about. */
function secondsLeft(end: NonNullable<Segment['end']>, clock: Moment): number {
  return 'time' in end ? end.time - clock.time : estimateTime(end.height) - estimateTime(clock.height);
}

/** What is told when a term comes from one phase to another; null before: nothing of it was told yet. */
export function tellingOf(before: Phase | null, after: Phase): ('began' | Exclude<Phase, 'active'>)[] {
  if (before === after) return [];
  const isLasting = (phase: Phase | null) => phase === 'active' || phase === 'expiring';
  const began = isLasting(after) && !isLasting(before) ? (['began'] as const) : [];
  return after === 'active' ? [...began] : [...began, after];
}
