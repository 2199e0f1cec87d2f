/**
 * Why revenue changed between two periods: number of payments, length of terms, size of what was ordered, price of FLUX,
 * and the mix of kinds of payments.
 *
 * For each kind of payment the revenue is: payments x share of the kind x days a payment buys x dollars a day / dollars a
 * FLUX. The change is split by the logarithmic mean (LMDI, Ang 2004): nothing is left over, and a factor that alone has
 * moved gets all of it. A kind that came or went is mix. Parts are rounded to satoshi; what rounding leaves goes to the
 * largest, so that they add up exactly.
 */
export const factors = ['count', 'term', 'size', 'price', 'mix'] as const;
export type Factor = (typeof factors)[number];

/** All payments of one kind in a period. */
export interface KindSums {
  /** What they have in common: who paid, what for. */
  kind: string;
  payments: number;
  sat: bigint;
  /** Bought by them all, in blocks of 30 s; null: what they buy has no term. */
  term: number | null;
  usdMicros: bigint;
  /** Satoshi of those with a price. */
  pricedSat: bigint;
}

export type Parts = Record<Factor, bigint>;

/** Parts in satoshi that add up to the change; null when no payment of a period has a price. */
export function whyRevenueChanged(before: readonly KindSums[], after: readonly KindSums[]): Parts | null {
  const change = total(after) - total(before);
  if (total(before) === 0n || total(after) === 0n) return { ...nothing, count: change };
  const [oldPrice, newPrice] = [priceOf(before), priceOf(after)];
  if (oldPrice === null || newPrice === null) return null;
  const exact: Record<Factor, number> = { count: 0, term: 0, size: 0, price: 0, mix: 0 };
  const [oldCount, newCount] = [paymentsOf(before), paymentsOf(after)];
  let cameAndWent = 0n;
  for (const kind of new Set([...before, ...after].map((sums) => sums.kind))) {
    const old = before.find((sums) => sums.kind === kind);
    const now = after.find((sums) => sums.kind === kind);
    if (old === undefined || now === undefined || old.sat === 0n || now.sat === 0n) {
      cameAndWent += (now?.sat ?? 0n) - (old?.sat ?? 0n);
      continue;
    }
    const weight = logarithmicMean(Number(now.sat), Number(old.sat));
    const moved = (newer: number, older: number) => weight * Math.log(newer / older);
    const price = moved(priceOf([now]) ?? newPrice, priceOf([old]) ?? oldPrice);
    const [newTerm, oldTerm] = [termOf(now), termOf(old)];
    const isTimed = newTerm !== null && oldTerm !== null;
    const term = isTimed ? moved(newTerm, oldTerm) : 0;
    const perPayment = moved(Number(now.sat) / now.payments, Number(old.sat) / old.payments);
    exact.count += moved(newCount, oldCount);
    exact.mix += moved(now.payments / newCount, old.payments / oldCount);
    exact.price -= price;
    exact.term += term;
    exact.size += perPayment + price - term;
  }
  const parts = rounded(exact, change - cameAndWent);
  return { ...parts, mix: parts.mix + cameAndWent };
}

const nothing: Parts = { count: 0n, term: 0n, size: 0n, price: 0n, mix: 0n };

function rounded(exact: Record<Factor, number>, change: bigint): Parts {
  const parts = { ...nothing };
  for (const factor of factors) parts[factor] = BigInt(Math.round(exact[factor]));
  const largest = factors.reduce((most, factor) => (Math.abs(exact[factor]) > Math.abs(exact[most]) ? factor : most));
  parts[largest] += change - factors.reduce((sum, factor) => sum + parts[factor], 0n);
  return parts;
}

function logarithmicMean(a: number, b: number): number {
  return a === b ? a : (a - b) / Math.log(a / b);
}

/** Mean term of a payment. */
function termOf({ term, payments }: KindSums): number | null {
  return term === null || term <= 0 ? null : term / payments;
}

/** Dollars a FLUX, as paid. */
function priceOf(sums: readonly KindSums[]): number | null {
  const micros = sums.reduce((all, { usdMicros }) => all + usdMicros, 0n);
  const sat = sums.reduce((all, { pricedSat }) => all + pricedSat, 0n);
  return sat === 0n || micros === 0n ? null : Number(micros) / Number(sat);
}

function total(sums: readonly KindSums[]): bigint {
  return sums.reduce((all, { sat }) => all + sat, 0n);
}

function paymentsOf(sums: readonly KindSums[]): number {
  return sums.reduce((all, { payments }) => all + payments, 0);
}
