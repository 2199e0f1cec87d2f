/** The history of one app as a chart: instances that ran, payments, or what they came to. */
import { appHistory } from '../../../lib/contract/apps/app-detail.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import { dateOf } from '../../../lib/domain/time/periods.ts';
import { views } from '../../../lib/ui/chart/choices.ts';
import type { ChartData } from '../../../lib/ui/chart/data.ts';
import { chartWithExtras, leadFor, readExtras } from '../../../lib/ui/chart/extra-lines.ts';
import { daysWithLead, outsideText, readRange } from '../../../lib/ui/chart/range.ts';
import type { DaySeries } from '../../../lib/ui/chart/day-series.ts';
import { choiceOf } from '../../../lib/ui/state/url-state.ts';
import { measures, type Measure } from './measures.ts';

type Day = Answer<typeof appHistory>['data'][number];

const kinds = {
  instances: { title: 'Instances at the end of the day', label: 'Instances', unit: '', kind: 'gauge' },
  payments: { title: 'Payments', label: 'Payments', unit: '', kind: 'flow' },
  revenue: { title: 'Revenue', label: 'Revenue', unit: 'FLUX', kind: 'flow' }
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
  const { data, firstDate = null, asOf, stale } = await ask(appHistory, { params: { name }, query: days });
  const measure = choiceOf(query, 'chart', measures);
  const { title, label, unit, kind } = kinds[measure];
  const series: DaySeries = { key: measure, label, kind, values: data.map((day: Day) => day[measure]) };
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
