/**
 * Amounts and prices as exact integers.
 *
 * FLUX amounts are satoshi (1e-8 FLUX), dollars are micro-dollars (1e-6 USD), prices are 1e-8 USD for one FLUX; all are
 * bigint inside and decimal text outside, because sums pass 2^53 and floats disagree between engines.
 */
import { fluxProfile } from '../chain-profile.ts';
import { divideHalfUp, formatDecimal, powerOfTen } from './decimal.ts';

export { change, percentOf, trendOf } from './change.ts';
export { parseDecimal } from './decimal.ts';

const USD_DECIMALS = 6;
const PRICE_DECIMALS = 8;
/** sat (1e-8) x price (1e-8) is 1e-16 USD; a micro-dollar is 1e-6. */
const SAT_PRICE_PER_MICRO = powerOfTen(10);
/** A price is stored in a signed 64-bit column. */
const MAX_PRICE_E8 = 2n ** 63n - 1n;

/** "1.65388268": always 8 decimals. */
export function formatFlux(sat: bigint): string {
  return formatDecimal(sat, fluxProfile.decimals, fluxProfile.decimals);
}

/** "0.33", "0.101", "777.00": 2 to 6 decimals, no trailing zero beyond the second. */
export function formatUsd(micros: bigint): string {
  return formatDecimal(micros, USD_DECIMALS, 2);
}

/** "0.0712", "0.07281", "1.00": 2 to 8 decimals, no trailing zero beyond the second. */
export function formatPrice(price: bigint): string {
  return formatDecimal(price, PRICE_DECIMALS, 2);
}

/** Value of an amount at a price (1e-8 USD), in micro-dollars, rounded half up. */
export function usdMicros(sat: bigint, price: bigint): bigint {
  return divideHalfUp(sat * price, SAT_PRICE_PER_MICRO);
}

/**
 * A price in 1e-8 USD. A JSON number counts as its shortest decimal text, which is what the source wrote; exponents are
 * understood ("1e-7"), further decimals are rounded half up. RangeError unless the result is above 0 and fits 64 bits.
 */
export function priceE8(text: string | number): bigint {
  const written = String(text);
  const [, whole, fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(written) ?? [];
  if (whole === undefined) throw new RangeError(`not a price: ${JSON.stringify(written.slice(0, 40))}`);
  const shift = PRICE_DECIMALS + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const price = shift >= 0 ? digits * powerOfTen(shift) : divideHalfUp(digits, powerOfTen(-shift));
  if (price <= 0n || price > MAX_PRICE_E8) throw new RangeError(`price out of range: ${written.slice(0, 40)}`);
  return price;
}
