/** Of what ends and has ended, what the page shows: thousands of subscriptions end in a quarter, and a visitor sees the largest. */
import { formatFlux, parseDecimal } from '../../lib/domain/money/money.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import type { AtRisk, Lapsed } from '../../lib/ui/live/answers.ts';

const LARGEST = 10;
const LAPSED = 25;

export interface EndingShown extends Omit<AtRisk, 'data'> {
  /** The largest deposits, largest first. */
  largest: AtRisk['data'];
  /** Ascending by UTC day: how many end on it, and what was paid for them in FLUX, exact. */
  calendar: { date: string; count: number; deposit: string }[];
}

export function endingOf({ data, ...risk }: AtRisk): EndingShown {
  const days = Map.groupBy(data, ({ end }) => dateOf(end.time));
  const calendar = [...days]
    .map(([date, rows]) => ({
      date,
      count: rows.length,
      deposit: formatFlux(rows.reduce((sum, { depositAmount }) => sum + parseDecimal(depositAmount, 8), 0n))
    }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return { ...risk, largest: data.slice(0, LARGEST), calendar };
}

export function lapsedOf(lapsed: Lapsed): Lapsed {
  return { ...lapsed, data: lapsed.data.slice(0, LAPSED) };
}
