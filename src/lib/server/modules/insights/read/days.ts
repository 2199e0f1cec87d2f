/** What was kept of a figure by day: its parts in whole units, from which shares and indexes are made again. */
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import type { ReadContext } from '../../ledger/module.ts';

export type Parts = Readonly<Record<string, number>>;

/** The last days up to today that have the figure, ascending. */
export async function readFigureDays(
  { store, now }: Pick<ReadContext, 'store' | 'now'>,
  figure: string,
  days: number
): Promise<{ date: string; parts: Parts }[]> {
  const end = dateOf(now());
  return readFigureBetween({ store }, figure, { start: addDays(end, 1 - days), end });
}

export async function readFigureBetween(
  { store }: Pick<ReadContext, 'store'>,
  figure: string,
  range: { start: string; end: string }
): Promise<{ date: string; parts: Parts }[]> {
  const rows = await store.query('insight_days_between', { figure, ...range });
  return [...Map.groupBy(rows, ({ date }) => date)].map(([date, parts]) => ({
    date,
    parts: Object.fromEntries(parts.map(({ part, value }) => [part, value]))
  }));
}
