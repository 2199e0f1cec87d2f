/** The overview's historical chart: what its address asks for, drawn once for as long as its answer is shared. */
import { dateOf } from '../../lib/domain/time/periods.ts';
import { readingsOf, type ChartData } from '../../lib/ui/chart/data.ts';
import { chartModel, chartOptions, type DrawnChart } from '../../lib/ui/chart/model.ts';
import { daysAsked, outsideText } from '../../lib/ui/chart/range.ts';
import { figuresOf, partsText, type ChartFigure } from '../../lib/ui/chart/summary.ts';
import { chartData } from '../../lib/ui/chart/day-series.ts';
import { askSeries, type Source } from './series.ts';
import type { ChartState } from './state.ts';

export interface HistoryChart extends DrawnChart {
  figures: ChartFigure[];
  /** What the figures do not cover: days before the first known one, payments without a price. */
  coverage: string | null;
  images: Source['images'] | null;
}

interface Drawn {
  data: ChartData;
  coverage: string | null;
  charts: Map<string, HistoryChart>;
}

type Ask = App.Locals['ask'];
const known = new WeakMap<object, Map<string, Drawn>>();

export async function askHistoryChart(
  ask: Ask,
  { chart, query }: { chart: ChartState; query: URLSearchParams },
  now: number
): Promise<HistoryChart> {
  const { source, drawn } = await askDrawn(ask, chart, now);
  const { data, coverage, charts } = drawn;
  const options = chartOptions(query, data);
  return kept(charts, JSON.stringify(options), () => ({
    model: chartModel(data, options),
    figures: headFigures(data),
    coverage,
    images: source.images ?? null,
    asOf: source.asOf,
    stale: source.stale
  }));
}

/** All of its points: what the chart asks for when somebody turns to it. */
export async function askHistoryData(ask: Ask, chart: ChartState, now: number): Promise<ChartData> {
  const { drawn } = await askDrawn(ask, chart, now);
  return drawn.data;
}

async function askDrawn(ask: Ask, chart: ChartState, now: number) {
  const today = dateOf(now);
  const source = await askSeries(ask, chart, daysAsked(chart.range, today));
  const { answer, draw } = source;
  const ofAnswer = known.get(answer) ?? new Map<string, Drawn>();
  known.set(answer, ofAnswer);
  const drawn = kept(ofAnswer, `${JSON.stringify(chart)} ${today}`, () => {
    const { coverage = null, what = 'days', ...series } = draw();
    const data = chartData({ ...series, bucket: chart.view, today, isSinceFirst: chart.range === 'all' });
    // Whatever cannot be written fails here, where it costs the chart and not the page.
    readingsOf(data);
    const outside = outsideText(chart.range, { what, first: source.firstDate, today });
    const parts = data.kind === 'flow' ? partsText(data) : null;
    const texts = [outside, parts, coverage].filter((text) => text !== null);
    return { data, coverage: texts.join(' ') || null, charts: new Map<string, HistoryChart>() };
  });
  return { source, drawn };
}

/** One line has a total, a mean and its ends; of several, each has one figure. */
function headFigures(data: ChartData): ChartFigure[] {
  if (data.series.length <= 1) return figuresOf(data);
  return data.series.flatMap((series) =>
    figuresOf(data, series)
      .slice(0, 1)
      .map((figure) => ({ ...figure, label: series.label }))
  );
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
