/** Every choice of the overview as a link that changes it and keeps the others. */
import { choiceLinks, rangeLinks, viewLinks } from '../../lib/ui/chart/choices.ts';
import { chartCategories } from './metrics.ts';
import type { OverviewState } from './state.ts';

export function pageChoices(query: URLSearchParams, { period, list }: OverviewState) {
  const links = choiceLinks('/', query);
  const ofList = new URLSearchParams(query);
  ofList.delete('all');
  return {
    period: links('period', period, [
      ['daily', 'D', 'Today'],
      ['weekly', 'W', 'This week'],
      ['monthly', 'M', 'This month'],
      ['quarterly', 'Q', 'This quarter'],
      ['yearly', 'Y', 'This year']
    ]).map((choice, at) => ({ ...choice, spoken: ['Day', 'Week', 'Month', 'Quarter', 'Year'][at] ?? choice.title })),
    list: choiceLinks('/', ofList)('list', list, [
      ['stats', 'Network stats', 'The network, its top images and its fastest nodes'],
      ['deployed', 'Deployed', 'Apps deployed within the last day, newest first'],
      ['expiring', 'Expiring soon', 'Apps that end within the next day, soonest first']
    ])
  };
}

/** Another category has other metrics and other lines. */
export function chartLinks(query: URLSearchParams, { category, metric, unit, view, range }: OverviewState['chart']) {
  const without = (...names: string[]) => new URLSearchParams([...query].filter(([name]) => !names.includes(name)));
  const metrics = chartCategories[category].metrics;
  return {
    category: choiceLinks('/', without('metric', 'hide', 'image', 'with'))(
      'category',
      category,
      Object.entries(chartCategories).map(([key, { text, title }]) => [key, text, title] as const)
    ),
    metric:
      metrics.length === 1
        ? []
        : choiceLinks('/', without('hide'))(
            'metric',
            metric,
            metrics.map(({ key, text, title }) => [key, text, title] as const)
          ),
    unit:
      metric === 'revenue'
        ? choiceLinks('/', query)('unit', unit, [
            ['flux', 'FLUX', 'Revenue in FLUX'],
            ['usd', 'USD', 'Revenue in USD']
          ])
        : [],
    view: viewLinks('/', query, view),
    range: rangeLinks('/', query, range)
  };
}
