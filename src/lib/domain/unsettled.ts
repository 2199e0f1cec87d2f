/**
 * How deep the chain may still change.
 *
 * Confirmations are counted from the tip: upstream's own figure is cached and up to an hour old. Everything above the
 * settled height is read again by each sync and replaced as a whole.
 */

/** `MAX_REORG_LENGTH` of fluxd (main.h): deeper reorganisations are refused by every node. */
export const MAX_REORG = 40;

/** A payment settles here; above MAX_REORG, so that a lagging source cannot settle what may still move. */
export const SETTLE_CONFIRMATIONS = 60;

/** The block at the tip has 1; a block above it has none yet. */
export function confirmations(tip: number, height: number): number {
  return Math.max(0, tip - height + 1);
}

/** The highest block that is deep enough to settle; below 0 on a chain shorter than that. */
export function settledHeight(tip: number): number {
  return tip - SETTLE_CONFIRMATIONS + 1;
}
