/**
 * Budgets of the services that we ask: how many calls a month each allows.
 *
 * From 80 % on the operator is told. From 95 % on what is left is spread over the rest of the month. At the whole of it nobody
 * asks any more, and what is stored is what is shown.
 */
export type BudgetLevel = 'plenty' | 'low' | 'spared' | 'used up';

export interface Spending {
  /** Calls in the running month. */
  used: bigint;
  /** Calls that a month allows, above 0. */
  budget: bigint;
}

export function budgetLevel({ used, budget }: Spending): BudgetLevel {
  const has = (percent: bigint) => used * 100n >= budget * percent;
  if (has(100n)) return 'used up';
  if (has(95n)) return 'spared';
  return has(80n) ? 'low' : 'plenty';
}

/** Seconds between two calls by which what is left lasts until the month ends. Of a budget that is not used up. */
export function spacingSeconds({ used, budget }: Spending, secondsLeft: number): number {
  return Math.ceil(secondsLeft / Number(budget - used));
}
