/**
 * Shares and changes in percent, to two decimals, rounded half away from zero so that a rise and a fall of the same
 * size read alike. Unknown stays null: a percentage of nothing, or against nothing, is not 0.
 */
import { divideHalfUp } from './decimal.ts';

export type Trend = 'up' | 'down' | 'flat' | 'unknown';
export type Figure = bigint | number | null;

/** `part` of `whole` in percent; null when the whole is 0. */
export function percentOf(part: bigint, whole: bigint): number | null {
  if (whole === 0n) return null;
  const dividend = whole < 0n ? -part : part;
  const divisor = whole < 0n ? -whole : whole;
  const magnitude = divideHalfUp((dividend < 0n ? -dividend : dividend) * 10_000n, divisor);
  return Number(dividend < 0n ? -magnitude : magnitude) / 100;
}

/** Change from `past` to `current` in percent of the past; null when either is unknown or the past is 0. */
export function change(current: Figure, past: Figure): number | null {
  if (current === null || past === null) return null;
  const [now, before] = [exact(current), exact(past)];
  if (now !== null && before !== null) return percentOf(now - before, before < 0n ? -before : before);
  return changeOfFractions(Number(current), Number(past));
}

export function trendOf(changePercent: number | null): Trend {
  if (changePercent === null) return 'unknown';
  if (changePercent === 0) return 'flat';
  return changePercent > 0 ? 'up' : 'down';
}

/** The figure as a bigint if it is a whole number, else null. */
function exact(figure: bigint | number): bigint | null {
  if (typeof figure === 'bigint') return figure;
  if (!Number.isFinite(figure)) throw new RangeError(`not a figure: ${figure}`);
  return Number.isSafeInteger(figure) ? BigInt(figure) : null;
}

function changeOfFractions(current: number, past: number): number | null {
  if (past === 0) return null;
  const percent = ((current - past) / Math.abs(past)) * 100;
  const rounded = Math.round(Math.abs(percent) * 100) / 100;
  return percent < 0 && rounded !== 0 ? -rounded : rounded;
}
