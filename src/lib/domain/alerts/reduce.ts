/**
 * When an alert opens and closes: a reducer over a figure, without a clock or memory of its own.
 *
 * It opens when the figure has been over its threshold for as long as the rule waits, and closes once it is back by the
 * rule's margin, so that a figure that trembles around the threshold tells nobody twice. A figure that is not known changes
 * nothing: neither trouble nor relief follows from it.
 */
export interface Limit {
  /** Where trouble begins: above or below the threshold, or already at it (`reaches`). */
  side: 'above' | 'reaches' | 'below';
  threshold: number;
  /** By how much it must be better than the threshold to close. */
  margin: number;
  /** Seconds over the threshold before it opens. */
  waitSeconds: number;
}

export interface AlertState {
  /** Unix seconds since when the figure is over its threshold without a break; null: it is not. */
  overSince: number | null;
  /** When the alert was opened; null: it is closed. */
  openedAt: number | null;
}

export type Move = 'opened' | 'closed' | null;

export const calm: AlertState = { overSince: null, openedAt: null };

export function reduceAlert(
  state: AlertState,
  figure: number | null,
  { now, limit }: { now: number; limit: Limit }
): { state: AlertState; move: Move } {
  if (figure === null) return { state, move: null };
  const { side, threshold, margin, waitSeconds } = limit;
  const over = side === 'below' ? threshold - figure : figure - threshold;
  const isTrouble = side === 'reaches' ? over >= 0 : over > 0;
  if (state.openedAt !== null) {
    const isBack = !isTrouble && over <= -margin;
    return isBack ? { state: calm, move: 'closed' } : { state, move: null };
  }
  if (!isTrouble) return { state: calm, move: null };
  const overSince = state.overSince ?? now;
  if (now - overSince < waitSeconds) return { state: { overSince, openedAt: null }, move: null };
  return { state: { overSince, openedAt: now }, move: 'opened' };
}
