/** The history of one app as a chart: instances that ran, payments, what they came to, or what each day cost. */
import { appHistory } from '../../../lib/contract/apps/app-detail.ts';
import { subscriptionDaily } from '../../../lib/contract/subscriptions/figures.ts';
import { dateOf } from '../../../lib/domain/time/periods.ts';
import { views } from '../../../lib/ui/chart/choices.ts';
import type { ChartData } from '../../../lib/ui/chart/data.ts';
import { chartWithExtras, leadFor, readExtras } from '../../../lib/ui/chart/extra-lines.ts';
import { daysWithLead, outsideText, readRange } from '../../../lib/ui/chart/range.ts';
import type { DaySeries } from '../../../lib/ui/chart/day-series.ts';
import { choiceOf } from '../../../lib/ui/state/url-state.ts';
import { measures, type Measure } from './measures.ts';

const kinds = {
  instances: { title: 'Instances at the end of the day', label: 'Instances', unit: '', kind: 'gauge' },
  payments: { title: 'Payments', label: 'Payments', unit: '', kind: 'flow' },
  revenue: { title: 'Revenue', label: 'Revenue', unit: 'FLUX', kind: 'flow' },
  cost: { title: 'Cost: earned of what was paid', label: 'Cost', unit: 'FLUX', kind: 'flow' }
} as const satisfies Record<Measure, object>;

interface AppHistory {
  data: ChartData;
  /** Which days of the range lie outside of what is known; null = none. */
  outside: string | null;
  asOf: number | null;
  stale: boolean;
}

export async function askAppChart(
  ask: App.Locals['ask'],
  { name, query, now }: { name: string; query: URLSearchParams; now: number }
): Promise<AppHistory> {
  const today = dateOf(now);
  const bucket = choiceOf(query, 'view', views);
  const range = readRange(query, today, bucket);
  const extras = readExtras(query);
  const { query: days, lead } = daysWithLead(range, today, leadFor(extras));
  const measure = choiceOf(query, 'chart', measures);
  const { data, firstDate, asOf, stale } = await askDays(ask, name, { measure, days });
  const { title, label, unit, kind } = kinds[measure];
  const series: DaySeries = { key: measure, label, kind, values: data.map(({ value }) => value) };
  return {
    data: chartWithExtras(
      {
        title: `${title}: ${name}`,
        unit,
        bucket,
        dates: data.map(({ date }) => date),
        series: [series],
        today,
        isSinceFirst: 'limit' in days
      },
      lead,
      extras
    ),
    outside: outsideText(range, {
      what: measure === 'instances' ? 'days' : 'payments',
      first: measure === 'instances' ? null : firstDate,
      today
    }),
    asOf,
    stale
  };
}

/** What the measure was on each day; null: not known. */
async function askDays(
  ask: App.Locals['ask'],
  name: string,
  { measure, days }: { measure: Measure; days: ReturnType<typeof daysWithLead>['query'] }
) {
  if (measure !== 'cost') {
    const { data, firstDate = null, asOf, stale } = await ask(appHistory, { params: { name }, query: days });
    return { data: data.map((day) => ({ date: day.date, value: day[measure] })), firstDate, asOf, stale };
  }
  const { data, firstDate = null, asOf, stale } = await ask(subscriptionDaily, { query: { ...days, app: name } });
  return { data: data.map(({ date, recognised }) => ({ date, value: recognised })), firstDate, asOf, stale };
}
