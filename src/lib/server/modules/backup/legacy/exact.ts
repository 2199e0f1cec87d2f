/**
 * Numbers of the original as exact integers. It kept floats; the shortest decimal text of a float is what was meant, and
 * digits beyond the unit are rounded half up. What no metric can be (negative, not finite, no number) is null.
 */
import { divideHalfUp, powerOfTen } from '../../../../domain/money/decimal.ts';

const DECIMAL = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const MAX_INT64 = 2n ** 63n - 1n;
/** Counts stand in columns of 32 bits. */
const MAX_COUNT = 2n ** 31n - 1n;

/** `value x 10^decimals`; null for what is no amount, or is beyond 64 bits. */
export function scaled(value: unknown, decimals: number): bigint | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const [, whole, fraction = '', exponent = '0'] = DECIMAL.exec(String(value).trim()) ?? [];
  if (whole === undefined) return null;
  const shift = decimals - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const result = shift >= 0 ? digits * powerOfTen(shift) : divideHalfUp(digits, powerOfTen(-shift));
  return result > MAX_INT64 ? null : result;
}

/** The same as a number, for metrics far below 2^53. */
export function scaledNumber(value: unknown, decimals: number): number | null {
  const exact = scaled(value, decimals);
  return exact === null || exact > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(exact);
}

/** A whole number; 12.0 is one, 12.5 is none. */
export function count(value: unknown): number | null {
  const exact = scaled(value, 8);
  const one = powerOfTen(8);
  return exact === null || exact % one !== 0n || exact / one > MAX_COUNT ? null : Number(exact / one);
}
