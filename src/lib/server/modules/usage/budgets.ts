/** What is used of the budgets of services that we ask, and what an operator is told of it. */
import type { HealthProblem } from '../../../contract/health/health.ts';
import { dateOf } from '../../../domain/time/periods.ts';
import { billingPeriod, type BillingPeriod } from '../../../domain/usage/billing.ts';
import { budgetLevel, spacingSeconds, type Spending } from '../../../domain/usage/budget.ts';
import { fromStored } from '../../../domain/usage/tokens.ts';
import type { Store } from '../../platform/store/store.ts';

/** Calls in a calendar month, by the name of the service. */
export type Budgets = ReadonlyMap<string, number>;

interface Deps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
}

/** Calendar months, as services count. */
const rules = [{ from: null, day: 1 }];

export const tenantOfProvider = (provider: string): string => `upstream:${provider}`;

export async function readSpending(
  { store, now }: Deps,
  { provider, calls }: { provider: string; calls: number }
): Promise<Spending & { month: BillingPeriod }> {
  const month = billingPeriod(rules, now());
  const periods = [{ tenant: tenantOfProvider(provider), period_start: month.start }];
  const [row] = await store.query('meter_used', { periods });
  const used = row === undefined ? 0n : fromStored({ high: row.tokens_high, low: row.tokens_low });
  return { used, budget: BigInt(calls), month };
}

/** `notes` do not make the product degraded; `problems` do. */
export async function readBudgetHealth(
  deps: Deps,
  budgets: Budgets
): Promise<{ problems: HealthProblem[]; notes: HealthProblem[] }> {
  const told: { problems: HealthProblem[]; notes: HealthProblem[] } = { problems: [], notes: [] };
  for (const [provider, calls] of budgets) {
    const spending = await readSpending(deps, { provider, calls });
    const level = budgetLevel(spending);
    if (level === 'plenty') continue;
    const message = `${provider}: ${spentText(spending, deps.now())}`;
    told[level === 'low' ? 'notes' : 'problems'].push({ code: `budget_${provider}`, message, since: null });
  }
  return told;
}

/** What it means for the next call. */
export function spentText({ used, budget, month }: Spending & { month: BillingPeriod }, now: number): string {
  const reset = `until ${dateOf(month.end)}`;
  switch (budgetLevel({ used, budget })) {
    case 'used up':
      return `the budget of ${budget} calls a month is used up: what is stored is what is shown ${reset}`;
    case 'spared': {
      const minutes = Math.ceil(spacingSeconds({ used, budget }, month.end - now) / 60);
      return `${used} of ${budget} calls of the month are used: it is asked every ${minutes} minutes ${reset}`;
    }
    case 'low':
    case 'plenty':
      return `${used} of ${budget} calls of the month are used (see UPSTREAM_BUDGETS)`;
  }
}
