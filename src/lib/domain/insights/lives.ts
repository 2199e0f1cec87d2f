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

interface Counts {
  lives: number;
  unknown: number;
  of: Record<Horizon, { eligible: number; survived: number }>;
}

/** Lives by the month of their beginning, counted as they come. Eligible is a life that began at least so many days ago. */
export class CohortCounter {
  readonly #months = new Map<string, Counts>();
  readonly #tip: number;

  constructor(tip: number) {
    this.#tip = tip;
  }

  add({ start, end }: Pick<Life, 'start' | 'end'>): void {
    const counts = this.#countsOf(monthStart(dateOf(estimateTime(start))));
    counts.lives++;
    if (end === null) {
      counts.unknown++;
      return;
    }
    const age = halfMinutes(this.#tip) - halfMinutes(start);
    const length = halfMinutes(end) - halfMinutes(start);
    for (const days of horizons) {
      const blocks = days * BLOCKS_PER_DAY;
      if (age < blocks) continue;
      counts.of[days].eligible++;
      if (length >= blocks) counts.of[days].survived++;
    }
  }

  /** Ascending by month. */
  cohorts(): Cohort[] {
    return [...this.#months]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, { lives, unknown, of }]) => ({
        month,
        lives,
        unknown,
        horizons: { 30: survivalOf(of[30]), 90: survivalOf(of[90]), 180: survivalOf(of[180]) }
      }));
  }

  #countsOf(month: string): Counts {
    const nobody = () => ({ eligible: 0, survived: 0 });
    const known = this.#months.get(month) ?? {
      lives: 0,
      unknown: 0,
      of: { 30: nobody(), 90: nobody(), 180: nobody() }
    };
    this.#months.set(month, known);
    return known;
  }
}

function survivalOf({ eligible, survived }: { eligible: number; survived: number }): Survival {
  return {
    eligible,
    survived: eligible === 0 ? null : survived,
    percent: percentOf(BigInt(survived), BigInt(eligible))
  };
}
