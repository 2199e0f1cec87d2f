/** Containers of one image over time, from the same series that the API gives to everybody. */
import { repoHistory } from '../../lib/contract/history/repos.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { views } from '../../lib/ui/chart/choices.ts';
import type { ChartData } from '../../lib/ui/chart/data.ts';
import type { DrawnChart } from '../../lib/ui/chart/model.ts';
import { chartWithExtras, leadFor, readExtras } from '../../lib/ui/chart/extra-lines.ts';
import { daysWithLead, outsideText, readRange } from '../../lib/ui/chart/range.ts';
import { choiceOf } from '../../lib/ui/state/url-state.ts';

interface ImageHistory {
  data: ChartData;
  repository: string;
  /** Tags that are counted together. */
  tags: string[];
  /** Which days of the range lie outside of what is known; null = none. */
  outside: string | null;
  asOf: number | null;
  stale: boolean;
}

/** It as a page shows it. */
export interface ImageChart extends DrawnChart {
  repository: string;
  tags: string[];
  outside: string | null;
}

export async function askImageHistory(
  ask: App.Locals['ask'],
  { image, query, now }: { image: string; query: URLSearchParams; now: number }
): Promise<ImageHistory> {
  const today = dateOf(now);
  const bucket = choiceOf(query, 'view', views);
  const range = readRange(query, today, bucket);
  const extras = readExtras(query);
  const { query: days, lead } = daysWithLead(range, today, leadFor(extras));
  const {
    repository,
    images,
    data,
    firstDate = null,
    asOf,
    stale
  } = await ask(repoHistory, { query: { image, ...days } });
  return {
    data: chartWithExtras(
      {
        title: `Containers of ${repository}`,
        unit: '',
        bucket,
        dates: data.map(({ date }) => date),
        series: [
          { key: 'containers', label: 'Containers', kind: 'gauge', values: data.map((day) => day.instanceCount) }
        ],
        today
      },
      lead,
      extras
    ),
    repository,
    tags: images.map((name) => name.slice(repository.length).replace(/^[:@]/, '')).filter(Boolean),
    outside: outsideText(range, { what: 'containers of this image', first: firstDate, today }),
    asOf,
    stale
  };
}
