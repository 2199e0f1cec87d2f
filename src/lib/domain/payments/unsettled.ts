/**
 * How deep a chain may still change.
 *
 * Confirmations are counted from the tip: upstream's own figure is cached and up to an hour old. Everything above the
 * settled height is read again by each sync and replaced as a whole.
 */
import type { ChainProfile } from '../chain-profile.ts';

/** The block at the tip has 1; a block above it has none yet. */
export function confirmations(tip: number, height: number): number {
  return Math.max(0, tip - height + 1);
}

/** The highest block that is deep enough to settle; below 0 on a chain shorter than that. */
export function settledHeight(tip: number, { settleAfter }: Pick<ChainProfile, 'settleAfter'>): number {
  return tip - settleAfter + 1;
}
