/** One indicator as a chart with its newest figures, from what the API gives to everybody. */
import { indicatorNames, indicators, type IndicatorName } from '../../../lib/contract/markets/indicators.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import type { ChartData } from '../../../lib/ui/chart/data.ts';
import type { DrawnChart } from '../../../lib/ui/chart/model.ts';
import { countText } from '../../../lib/ui/format/format.ts';
import { gapsText, ownRangeIn } from '../../../lib/ui/markets/choices.ts';
import { dayChart } from '../../../lib/ui/markets/day-chart.ts';
import { choiceOf } from '../../../lib/ui/state/url-state.ts';
import { cyclesChart } from './cycles-chart.ts';
import { linesOf, names, type LatestFigure } from './indicator-lines.ts';

type Told = Answer<typeof indicators>;

const ranges = ['4y', '1y', 'all'] as const;
const rangeDays = { '1y': 366, '4y': 1_461, all: 10_000 } as const;

export function readIndicator(query: URLSearchParams) {
  const name = choiceOf(query, 'indicator', indicatorNames);
  return {
    name,
    own: ownRangeIn(query),
    range: choiceOf(query, 'range', ranges)
  };
}

export interface IndicatorView {
  name: IndicatorName;
  title: string;
  /** Why nothing is shown; null: something is. */
  reason: string | null;
  formula: string;
  reading: string;
  origin: string;
  /** Of the newest close. */
  date: string | null;
  figures: LatestFigure[];
  gaps: string | null;
  sources: string;
}

/** It as a page shows it. */
export type IndicatorChart = IndicatorView & DrawnChart;

export async function askIndicator(
  ask: App.Locals['ask'],
  query: URLSearchParams
): Promise<IndicatorView & { data: ChartData; asOf: number | null; stale: boolean }> {
  const { name, own, range } = readIndicator(query);
  const days = own === null ? { limit: rangeDays[range] } : { start_date: own.from, end_date: own.to };
  const told = await ask(indicators, { query: { indicators: [name], ...days } });
  const { history } = told;
  const { formula = '', reading = '', origin = '' } = told[name] ?? {};
  const { unit, lines, latest } = linesOf(told, name);
  return {
    name,
    title: names[name],
    reason: told.reason,
    formula,
    reading,
    origin,
    date: history.last,
    figures: latest,
    gaps: gapsText(history),
    sources: sourcesText(history.sources),
    data: name === 'cycles' ? cyclesChart(told, own) : dayChart({ title: names[name], unit, lines }),
    asOf: told.asOf,
    stale: told.stale
  };
}

function sourcesText(sources: Told['history']['sources']): string {
  const names: Record<string, string> = { mempool: 'the price history of mempool', binance: 'Binance' };
  const parts = Object.entries(sources).map(([name, count]) => `${countText(count)} of ${names[name] ?? name}`);
  return parts.length === 0 ? 'none yet' : parts.join(', ');
}
