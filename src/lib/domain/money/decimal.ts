/**
 * Integers that stand for decimal fractions: text in, text out, no float on the way.
 *
 * A value is `integer / 10^scale`. Reading refuses what would lose a digit; writing never uses an exponent or a
 * thousands mark. Division rounds half towards +infinity, so that half a unit always counts as a whole one.
 */

/** Digits of one unit, e.g. 8 for satoshi. */
export function powerOfTen(digits: number): bigint {
  return 10n ** BigInt(digits);
}

/** "1.65" with 8 decimals -> 165000000n. RangeError on an exponent, a sign other than "-", too many decimals, junk. */
export function parseDecimal(text: string, decimals: number): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
  if (fraction.length > decimals) throw new RangeError(`more than ${decimals} decimals: ${text.slice(0, 40)}`);
  const magnitude = BigInt(whole + fraction.padEnd(decimals, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** As parseDecimal, but what has more decimals is rounded half up. RangeError on everything else that it refuses. */
export function parseRounded(text: string, decimals: number): bigint {
  const given = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  if (given <= decimals) return parseDecimal(text, decimals);
  return divideHalfUp(parseDecimal(text, given), powerOfTen(given - decimals));
}

/** Writes `value / 10^scale` with at least `minDecimals` and at most `scale` decimals; zeros between are left out. */
export function formatDecimal(value: bigint, scale: number, minDecimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '').padEnd(minDecimals, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${fraction}`;
}

/** `dividend / divisor`, half up; the divisor must be positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * dividend + divisor;
  const quotient = doubled / (2n * divisor);
  return doubled < 0n && quotient * 2n * divisor !== doubled ? quotient - 1n : quotient;
}
