/** Sums of payments, exact, as the store gives them and as answers show them. */
import { formatFlux, formatUsd } from '../../../../domain/money/money.ts';
import type { SumRow } from '../statements-read.ts';

/** Exact sums of known payments. */
export interface Sums {
  sat: bigint;
  payments: number;
  usdMicros: bigint;
  priced: number;
}

/** undefined: there are none. */
export function sumsOf(row: SumRow | undefined): Sums {
  return {
    sat: BigInt(row?.amount_sat ?? 0),
    payments: row?.payment_count ?? 0,
    usdMicros: BigInt(row?.usd_micros ?? 0),
    priced: row?.priced_count ?? 0
  };
}

/** Unpriced payments are left out of a sum in dollars; where none has a price the sum is unknown. */
export function usdOf({ usdMicros, priced, payments }: Sums): string | null {
  return priced === 0 && payments > 0 ? null : formatUsd(usdMicros);
}

/** As answers show them. */
export function shownSums(sums: Sums) {
  const { payments, sat, priced } = sums;
  return { payments, revenue: formatFlux(sat), revenueUsd: usdOf(sums), pricedCount: priced };
}
