/**
 * The lives of apps: from a registration through its renewals to the end of the last one.
 *
 * A message prolongs the life in which its block lies; it may also shorten it, which is how owners cancel. One that comes
 * after the end begins a new life. Durations are measured in blocks of the time: before the fork a block took 120 s, since
 * then 30 s (facts 9.3).
 */
import { BLOCKS_PER_DAY } from '../apps/app-resources.ts';
import { endOf, type Term } from '../apps/app-life.ts';
import { percentOf } from '../money/change.ts';
import { estimateHeight, estimateTime, FORK_HEIGHT } from '../time/chain-clock.ts';
import { dateOf, monthStart } from '../time/periods.ts';

const OLD_BLOCK = 4;
export const horizons = [30, 90, 180] as const;
export type Horizon = (typeof horizons)[number];

/** Of one app, ascending by height, then as the network took them. */
export interface LifeMessage extends Term {
  appName: string;
}

export interface Life {
  appName: string;
  /** Height of the message that began it. */
  start: number;
  /** The last height that is paid for; null: not known. */
  end: number | null;
}

/** Blocks of 30 s from genesis to a height. */
export function halfMinutes(height: number): number {
  return height <= FORK_HEIGHT ? height * OLD_BLOCK : FORK_HEIGHT * (OLD_BLOCK - 1) + height;
}

/** The end of what a message bought, as a height. */
export function endOfTerm(term: Term): number | null {
  const end = endOf(term);
  if (end === null) return null;
  return 'time' in end ? estimateHeight(end.time) : end.height;
}

/** Lives of apps whose messages stand together. */
export function livesOf(messages: readonly LifeMessage[]): Life[] {
  const lives: Life[] = [];
  let current: Life | null = null;
  for (const message of messages) {
    const end = endOfTerm(message);
    const goesOn: boolean =
      current !== null &&
      current.appName === message.appName &&
      (current.end === null || message.height <= current.end);
    if (current === null || !goesOn) {
      current = { appName: message.appName, start: message.height, end };
      lives.push(current);
    } else current.end = end;
  }
  return lives;
}

export interface Survival {
  eligible: number;
  /** null where nobody is eligible. */
  survived: number | null;
  percent: number | null;
}

export interface Cohort {
  /** First day of the month. */
  month: string;
  lives: number;
  /** Lives whose end is not known: they are in no other number. */
  unknown: number;
  horizons: Record<Horizon, Survival>;
}

/** Lives by the month of their beginning, ascending. Eligible is a life that began at least so many days ago. */
export function cohortsOf(lives: readonly Life[], tip: number): Cohort[] {
  const months = Map.groupBy(lives, ({ start }) => monthStart(dateOf(estimateTime(start))));
  return [...months]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, members]) => {
      const known = members.flatMap(({ start, end }) => (end === null ? [] : [{ start, end }]));
      const of = (days: Horizon) => survivalOf(known, { tip, days });
      return {
        month,
        lives: members.length,
        unknown: members.length - known.length,
        horizons: { 30: of(30), 90: of(90), 180: of(180) }
      };
    });
}

function survivalOf(
  lives: readonly { start: number; end: number }[],
  { tip, days }: { tip: number; days: number }
): Survival {
  const blocks = days * BLOCKS_PER_DAY;
  const eligible = lives.filter(({ start }) => halfMinutes(tip) - halfMinutes(start) >= blocks);
  const survived = eligible.filter(({ start, end }) => halfMinutes(end) - halfMinutes(start) >= blocks).length;
  return {
    eligible: eligible.length,
    survived: eligible.length === 0 ? null : survived,
    percent: percentOf(BigInt(survived), BigInt(eligible.length))
  };
}
