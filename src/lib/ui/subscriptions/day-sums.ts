/** Days of cash and earnings as months or years, newest first. Sums are exact; one that is not known whole says of how many days. */
import type { Answer } from '../../contract/kit/endpoint.ts';
import type { subscriptionDaily } from '../../contract/subscriptions/figures.ts';
import { divideHalfUp } from '../../domain/money/decimal.ts';
import { formatFlux, parseDecimal } from '../../domain/money/money.ts';

type Day = Answer<typeof subscriptionDaily>['data'][number];

export interface DaySums {
  /** "2025-07" or "2025". */
  period: string;
  cash: string;
  recognised: string;
  breakage: string;
  /** At its end, or now. */
  deferred: string;
  /** Known days. */
  days: number;
  /** Those on which something was earned. */
  earningDays: number;
  /** `recognised` over those, half up at 8 decimals; null: there is none. */
  perDay: string | null;
}

const DECIMALS = 8;
const lengths = { month: 7, year: 4 } as const;

export function sumsBy(kind: keyof typeof lengths, data: readonly Day[]): DaySums[] {
  const known = data.filter(({ cash }) => cash !== null);
  const groups = [...Map.groupBy(known, ({ date }) => date.slice(0, lengths[kind]))];
  const sums = groups.map(([period, days]): DaySums => {
    const sum = (key: 'cash' | 'recognised' | 'breakage') =>
      days.reduce((all, day) => all + parseDecimal(day[key] ?? '0', DECIMALS), 0n);
    const recognised = sum('recognised');
    const earningDays = days.filter((day) => parseDecimal(day.recognised ?? '0', DECIMALS) > 0n).length;
    return {
      period,
      cash: formatFlux(sum('cash')),
      recognised: formatFlux(recognised),
      breakage: formatFlux(sum('breakage')),
      deferred: days.at(-1)?.deferred ?? '0',
      days: days.length,
      earningDays,
      perDay: earningDays === 0 ? null : formatFlux(divideHalfUp(recognised, BigInt(earningDays)))
    };
  });
  return sums.reverse();
}
