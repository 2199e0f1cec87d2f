/**
 * How concentrated something is among its holders: shares, Herfindahl-Hirschman index, Nakamoto coefficient, Gini.
 *
 * Every index is worked out from whole amounts (nodes, satoshi, millicores) and rounded once, at the end. A holder that
 * nobody can name is one group among the others: never many independent ones, which would make a network look safer than
 * it is. Holders of nothing are left out. Without any amount there is no index.
 */
import { percentOf } from '../money/change.ts';
import { divideHalfUp } from '../money/decimal.ts';

export interface Concentration {
  /** Sum of squared shares in percent: 10,000 / n for n equal holders, 10,000 for one. Two decimals. */
  hhi: number;
  /** The fewest holders that have more than half together. */
  nakamoto: number;
  /** 0 = all have the same, towards 1 = one has everything. Four decimals. */
  gini: number;
  /** Percent that the largest one, five, ten hold together. */
  top1: number;
  top5: number;
  top10: number;
}

/** Amounts of the holders in any order, whole and not negative; null when they add up to nothing. */
export function concentrationOf(amounts: readonly bigint[]): Concentration | null {
  const held = amounts.filter((amount) => amount > 0n).toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const total = sum(held);
  if (total === 0n) return null;
  const squares = held.reduce((all, amount) => all + amount * amount, 0n);
  return {
    hhi: ratio(squares * 10_000n, total * total, 2),
    nakamoto: nakamotoOf(held, total),
    gini: giniOf(held, total),
    top1: topOf(held, total, 1),
    top5: topOf(held, total, 5),
    top10: topOf(held, total, 10)
  };
}

/** Holders descending. */
function nakamotoOf(held: readonly bigint[], total: bigint): number {
  let together = 0n;
  let count = 0;
  while (together * 2n <= total) together += held[count++] ?? total;
  return count;
}

/** (n + 1 - 2 * sum of (n + 1 - rank) * amount / total) / n with rank 1 for the smallest holder. */
function giniOf(held: readonly bigint[], total: bigint): number {
  const count = BigInt(held.length);
  const weighted = held.reduce((all, amount, place) => all + BigInt(place + 1) * amount, 0n);
  return ratio((count + 1n) * total - 2n * weighted, count * total, 4);
}

function topOf(held: readonly bigint[], total: bigint, count: number): number {
  return percentOf(sum(held.slice(0, count)), total) ?? 0;
}

function ratio(part: bigint, whole: bigint, decimals: number): number {
  const scale = 10 ** decimals;
  return Number(divideHalfUp(part * BigInt(scale), whole)) / scale;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
