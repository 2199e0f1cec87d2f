/** Days of cash and earnings as months, newest first. */
import type { subscriptionDaily } from '../../lib/contract/subscriptions/figures.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import { sumsBy, type DaySums } from '../../lib/ui/subscriptions/day-sums.ts';

const SHOWN = 13;

export interface MonthsShown {
  months: DaySums[];
  /** The first day of which anything is known. */
  firstDate: string | null;
  asOf: number | null;
  stale: boolean;
}

export function monthsOf({
  data,
  firstDate = null,
  asOf,
  stale
}: Pick<Answer<typeof subscriptionDaily>, 'data' | 'firstDate' | 'asOf' | 'stale'>): MonthsShown {
  return { months: sumsBy('month', data).slice(0, SHOWN), firstDate, asOf, stale };
}
