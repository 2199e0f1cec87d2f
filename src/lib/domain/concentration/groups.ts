/**
 * Amounts put together by who holds them. What nobody can name stays together under no key.
 */
import { concentrationOf, type Concentration } from './concentration.ts';
import { percentOf } from '../money/change.ts';

export interface Holding {
  /** null: nobody knows who. */
  key: string | null;
  label?: string | null;
  /** Whole units, not negative. */
  amount: bigint;
}

export interface Group {
  key: string;
  label: string;
  amount: bigint;
  /** Percent of everything, what is unknown included. */
  share: number;
}

export interface Groups {
  /** Largest first, then by key. */
  groups: Group[];
  unknown: bigint;
  total: bigint;
  /** With what is unknown as one more group; null: there is nothing. */
  all: Concentration | null;
  /** Among the known ones alone. */
  known: Concentration | null;
}

export function groupBy(holdings: readonly Holding[]): Groups {
  const sums = new Map<string, { label: string; amount: bigint }>();
  let unknown = 0n;
  for (const { key, label, amount } of holdings) {
    if (key === null) {
      unknown += amount;
      continue;
    }
    const group = sums.get(key) ?? { label: label ?? key, amount: 0n };
    group.amount += amount;
    sums.set(key, group);
  }
  const amounts = [...sums.values()].map(({ amount }) => amount);
  const total = amounts.reduce((all, amount) => all + amount, unknown);
  const groups = [...sums]
    .filter(([, { amount }]) => amount > 0n)
    .map(([key, { label, amount }]) => ({ key, label, amount, share: percentOf(amount, total) ?? 0 }))
    .toSorted((a, b) => (a.amount === b.amount ? (a.key < b.key ? -1 : 1) : a.amount < b.amount ? 1 : -1));
  return { groups, unknown, total, all: concentrationOf([...amounts, unknown]), known: concentrationOf(amounts) };
}

/**
 * An amount in whole units shared as evenly as whole units allow: the parts add up to it exactly, the first ones get what
 * is left over.
 */
export function sharedAmong(amount: bigint, count: number): bigint[] {
  const [each, left] = [amount / BigInt(count), amount % BigInt(count)];
  return Array.from({ length: count }, (_, place) => each + (BigInt(place) < left ? 1n : 0n));
}
