/** What an app cost in each year of its life, newest first. */
import type { subscriptionDaily } from '../../../lib/contract/subscriptions/figures.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import { sumsBy, type DaySums } from '../../../lib/ui/subscriptions/day-sums.ts';

export interface YearsShown {
  years: DaySums[];
  asOf: number | null;
  stale: boolean;
}

/** From the first day of the app on; days before it cost nothing and are in no mean. */
export function yearsOf({ data, firstDate, asOf, stale }: Answer<typeof subscriptionDaily>): YearsShown {
  const own = firstDate == null ? [] : data.filter(({ date }) => date >= firstDate);
  return { years: sumsBy('year', own), asOf, stale };
}
