/** The overview's historical chart: what its address asks for, drawn once for as long as its answer is shared. */
import type { KnownEvent } from '../../lib/domain/time/known-events.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { readingsOf, type ChartData } from '../../lib/ui/chart/data.ts';
import { chartModel, chartOptions, type DrawnChart } from '../../lib/ui/chart/model.ts';
import { chartWithExtras, leadFor, withSecond, type Extras } from '../../lib/ui/chart/extra-lines.ts';
import { daysAsked, daysWithLead, outsideText } from '../../lib/ui/chart/range.ts';
import { figuresOf, partsText, type ChartFigure } from '../../lib/ui/chart/summary.ts';
import { chartData } from '../../lib/ui/chart/day-series.ts';
import { settle } from '../../lib/ui/live/settle.ts';
import { valueOf } from '../../lib/ui/state/parts.ts';
import { askEvents } from './events.ts';
import { secondFigures } from './metrics.ts';
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
  events: KnownEvent[];
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
  const { data, coverage, events, charts } = drawn;
  const options = chartOptions(query, data);
  return kept(charts, JSON.stringify(options), () => ({
    model: chartModel(data, options, events),
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
  const extras = shadowsOf(chart);
  const { query, lead } = daysWithLead(chart.range, today, leadFor(extras));
  const [source, second, events] = await Promise.all([
    askSeries(ask, chart, query),
    askSecond(ask, chart, now),
    chart.marks ? askEvents(ask, now) : []
  ]);
  const { answer, draw } = source;
  const ofAnswer = known.get(answer) ?? new Map<string, Drawn>();
  known.set(answer, ofAnswer);
  const key = `${JSON.stringify(chart)} ${today} ${numberOf(second?.answer)} ${numberOf(events)}`;
  const drawn = kept(ofAnswer, key, () => {
    const { coverage = null, what = 'days', ...series } = draw(lead);
    const bucket = { bucket: chart.view, today, isSinceFirst: chart.range === 'all' };
    const own = chartWithExtras({ ...series, ...bucket }, lead, extras);
    const data = second === null ? own : withSecond(own, chartData({ ...second.draw(0), ...bucket }));
    // Whatever cannot be written fails here, where it costs the chart and not the page.
    readingsOf(data);
    const outside = outsideText(chart.range, { what, first: source.firstDate, today });
    const parts = data.kind === 'flow' ? partsText(own) : null;
    const texts = [outside, parts, coverage].filter((text) => text !== null);
    return { data, coverage: texts.join(' ') || null, events, charts: new Map<string, HistoryChart>() };
  });
  return { source, drawn };
}

/** A tangle of many lines has no shadows. */
function shadowsOf({ metric, view, extras }: ChartState): Extras {
  const canHave = metric !== 'products';
  return { mean: canHave && view === 'daily' && extras.mean, before: canHave && extras.before };
}

/** What cannot be had is not drawn: the chart itself stays. */
async function askSecond(ask: Ask, { second, range }: ChartState, now: number): Promise<Source | null> {
  if (second === null) return null;
  const days = daysAsked(range, dateOf(now));
  return valueOf(await settle(askSeries(ask, { ...secondFigures[second].of, image: null }, days), now));
}

/** One line has a total, a mean and its ends; of several, each has one figure. What stands beside them is only drawn. */
function headFigures(data: ChartData): ChartFigure[] {
  const own = data.series.filter(({ role }) => role === undefined);
  if (own.length <= 1) return figuresOf(data);
  return own.flatMap((series) =>
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

const numbers = new WeakMap<object, number>();
let last = 0;

/** Tells one answer from the next. */
function numberOf(answer: object | undefined): number {
  if (answer === undefined) return 0;
  const number = numbers.get(answer) ?? ++last;
  numbers.set(answer, number);
  return number;
}
