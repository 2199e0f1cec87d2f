/** How sources and jobs did on the last days, from the looks that were kept. */
import type { healthDays, ServiceDays } from '../../../../contract/health/days.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { addDays, dateOf, eachDay } from '../../../../domain/time/periods.ts';
import type { ReadContext } from '../../ledger/module.ts';
import type { ServiceDayRow } from '../statements.ts';

export async function readServiceDays(
  { store, now }: Pick<ReadContext, 'store' | 'now'>,
  { query }: { query: { days: number } }
): Promise<Answer<typeof healthDays>> {
  const to = dateOf(now());
  const from = addDays(to, 1 - query.days);
  const rows = await store.query('service_days_between', { start: from, end: to });
  const services = Map.groupBy(rows, ({ kind, name }) => `${kind} ${name}`);
  const dates = eachDay(from, to);
  return {
    from,
    to,
    services: [...services.values()].flatMap((of) => serviceOf(of, dates)),
    asOf: now(),
    stale: false
  };
}

function serviceOf(rows: readonly ServiceDayRow[], dates: readonly string[]): ServiceDays[] {
  const [first] = rows;
  if (first === undefined) return [];
  const byDate = new Map(rows.map((row) => [row.date, row]));
  const sum = (key: 'good' | 'bad' | 'answers' | 'ms_sum') => rows.reduce((total, row) => total + row[key], 0);
  const answers = sum('answers');
  return [
    {
      kind: first.kind,
      name: first.name,
      uptime: percentOf(sum('good'), sum('bad')),
      answerMs: answers === 0 ? null : Math.round(sum('ms_sum') / answers),
      slowestMs: answers === 0 ? null : Math.max(...rows.map(({ ms_most }) => ms_most)),
      days: dates.map((date) => {
        const row = byDate.get(date);
        return row === undefined ? null : percentOf(row.good, row.bad);
      })
    }
  ];
}

/** To two decimals, and never 100 while anything was bad. */
function percentOf(good: number, bad: number): number | null {
  const all = good + bad;
  return all === 0 ? null : Math.floor((good * 10_000) / all) / 100;
}
