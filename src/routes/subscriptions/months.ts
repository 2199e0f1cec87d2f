/** Days of cash and earnings as months, newest first; sums are exact, and a month that is not known whole says from when. */
import type { subscriptionDaily } from '../../lib/contract/subscriptions/figures.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import { formatFlux, parseDecimal } from '../../lib/domain/money/money.ts';

type Daily = Answer<typeof subscriptionDaily>;

export interface Month {
  month: string;
  cash: string;
  recognised: string;
  breakage: string;
  /** At its end, or now. */
  deferred: string;
  /** Known days. */
  days: number;
}

const DECIMALS = 8;
const SHOWN = 13;

export interface MonthsShown {
  months: Month[];
  /** The first day of which anything is known. */
  firstDate: string | null;
  asOf: number | null;
  stale: boolean;
}

export function monthsOf({ data, firstDate = null, asOf, stale }: Daily): MonthsShown {
  const known = data.filter(({ cash }) => cash !== null);
  const groups = [...Map.groupBy(known, ({ date }) => date.slice(0, 7))];
  const months = groups.map(([month, days]): Month => {
    const sum = (key: 'cash' | 'recognised' | 'breakage') =>
      formatFlux(days.reduce((all, day) => all + parseDecimal(day[key] ?? '0', DECIMALS), 0n));
    return {
      month,
      cash: sum('cash'),
      recognised: sum('recognised'),
      breakage: sum('breakage'),
      deferred: days.at(-1)?.deferred ?? '0',
      days: days.length
    };
  });
  return { months: months.reverse().slice(0, SHOWN), firstDate, asOf, stale };
}
