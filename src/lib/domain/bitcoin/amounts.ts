/** Amounts and fee rates as nodes write them: coins as JSON numbers, rates in coins per 1,000 virtual bytes. */
const SAT_PER_COIN = 1e8;

/** Exact: every amount of the family stays below 2^53 satoshi, where a double keeps eight decimals. */
export function satOfCoins(coins: number): bigint {
  return BigInt(Math.round(coins * SAT_PER_COIN));
}

/** Satoshi per virtual byte of coins per 1,000 virtual bytes, 3 decimals. */
export function satPerVbyte(coinsPerKvb: number): number {
  return Math.round(coinsPerKvb * SAT_PER_COIN) / 1_000;
}

/** Satoshi per virtual byte, 3 decimals. */
export function feeRateOf(feeSat: bigint, vsize: number): number {
  return Math.round((Number(feeSat) / vsize) * 1_000) / 1_000;
}
