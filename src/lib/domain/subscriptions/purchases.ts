/**
 * Which payment bought a message: the first in chain order that names it and pays the least that the network takes. Others
 * bought nothing, and say why.
 */

/** Least payment that the network looks at, by height, newest first (config/default.js of FluxOS, `minPrice`). */
const LEAST_SAT = [
  { from: 1_004_000, sat: 1_000_000n },
  { from: 983_000, sat: 10_000_000n },
  { from: 0, sat: 100_000_000n }
] as const;

/** A transaction that names the hash of a message. */
export interface Purchase {
  txid: string;
  height: number;
  /** What it paid to tracked addresses; 0 for an update that the platform paid for. */
  depositSat: bigint;
  /** An update that is free for its owner: the platform paid for it, which is no revenue. */
  isFree: boolean;
}

export type NothingBought = 'underpaid' | 'duplicate_hash' | 'no_message' | 'orphaned';

export function leastSat(height: number): bigint {
  return LEAST_SAT.find(({ from }) => height >= from)?.sat ?? 0n;
}

/** A shorter order than in the chain there is not: height, then txid, as everywhere. */
export function inOrder(a: { height: number; txid: string }, b: { height: number; txid: string }): number {
  return a.height - b.height || (a.txid < b.txid ? -1 : a.txid > b.txid ? 1 : 0);
}

/** The buyer among all transactions that name one known message, and why each other one bought nothing. */
export function buyerOf<P extends Purchase>(
  purchases: readonly P[]
): { buyer: P | null; others: { purchase: P; reason: NothingBought }[] } {
  const ordered = purchases.toSorted(inOrder);
  const isEnough = ({ height, depositSat, isFree }: P) => isFree || depositSat >= leastSat(height);
  const buyer = ordered.find(isEnough) ?? null;
  const others = ordered
    .filter((purchase) => purchase !== buyer)
    .map((purchase) => ({
      purchase,
      reason: isEnough(purchase) ? ('duplicate_hash' as const) : ('underpaid' as const)
    }));
  return { buyer, others };
}
