/**
 * The chart on a canvas, drawn by Chart.js: what takes over from the SVG when a visitor turns to the chart.
 *
 * Loaded on first interaction only. It draws lines and tooltip into the SVG's own plot, with the SVG's axes, so that
 * nothing moves when it appears. Unknown values are gaps, the open bucket is dashed; every bucket can be read, whatever the
 * number of points that are drawn. Never animated for visitors who want less motion.
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset
} from 'chart.js';
import { heightOf, type Axis } from './axis.ts';
import type { ChartColours } from './colours.ts';
import { dashOf } from './dashes.ts';
import { readingsOf, type ChartData, type ChartSeries } from './data.ts';
import { knownRuns } from './lines.ts';
import { axisOf, drawnValues, type ChartModel } from './model.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Tooltip);

export interface Drawing {
  data: ChartData;
  model: Pick<ChartModel, 'hidden' | 'axis' | 'second'>;
  colours: ChartColours;
}

export interface ChartCanvas {
  /** Draws something else, or the same in other colours. */
  draw: (drawing: Drawing) => void;
  /** Shows the values of one bucket; null = of none. */
  show: (index: number | null) => void;
  close: () => void;
}

/** The canvas reaches so far beyond the plot, for points on its edge. */
const BLEED = 8;
/** With more columns than a screen shows apart, nothing is gained. */
const COLUMNS = 500;
const OPEN_DASH = [3, 4];
const UPDATE_MS = 200;

interface Place {
  x: number;
  y: number | null;
}

type LineChart = Chart<'line', Place[]>;

export function openCanvas(canvas: HTMLCanvasElement, first: Drawing): ChartCanvas {
  let drawing = first;
  let shown: number | null = null;
  const chart: LineChart = new Chart<'line', Place[]>(
    canvas,
    configOf(first, () => ({ drawing, shown }))
  );
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');

  function draw(next: Drawing): void {
    drawing = next;
    const config = configOf(next, () => ({ drawing, shown }));
    chart.data = config.data;
    chart.options = { ...config.options, animation: isCalm.matches ? false : { duration: UPDATE_MS } };
    chart.update();
    if (shown !== null) show(shown);
  }

  function show(index: number | null): void {
    shown = index;
    const items = index === null ? [] : itemsAt(chart, index);
    const [first] = items;
    const at = first && chart.getDatasetMeta(first.datasetIndex).data[first.index];
    const visible = visibleOf(drawing);
    chart.setActiveElements(items.filter(({ datasetIndex }) => isKnown(visible[datasetIndex]?.one, index)));
    chart.tooltip?.setActiveElements(items, { x: at?.x ?? 0, y: at?.y ?? 0 });
    chart.render();
  }

  return { draw, show, close: () => chart.destroy() };
}

function isKnown(series: ChartSeries | undefined, index: number | null): boolean {
  return index !== null && (series?.values[index] ?? null) !== null;
}

/** Of every series the drawn point nearest to a bucket. */
function itemsAt(chart: LineChart, bucket: number): { datasetIndex: number; index: number }[] {
  return chart.data.datasets.flatMap(({ data }, datasetIndex) => {
    let index = -1;
    data.forEach(({ x, y }, at) => {
      const best = data[index]?.x ?? Infinity;
      if (y !== null && Math.abs(x - bucket) < Math.abs(best - bucket)) index = at;
    });
    return index < 0 ? [] : [{ datasetIndex, index }];
  });
}

function visibleOf({ data, model }: Drawing): { one: ChartSeries; place: number }[] {
  return data.series.map((one, place) => ({ one, place })).filter(({ one }) => !model.hidden.includes(one.key));
}

type Current = () => { drawing: Drawing; shown: number | null };

function configOf(drawing: Drawing, current: Current): ChartConfiguration<'line', Place[]> {
  const { data, colours } = drawing;
  const last = data.points.length - 1;
  const series = visibleOf(drawing);
  const own = series.filter(({ one }) => one.role === undefined);
  return {
    type: 'line',
    data: {
      datasets: series.map(({ one, place }) => datasetOf(one, { ...drawing, place, isAlone: own.length === 1 }))
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      spanGaps: false,
      events: [],
      layout: { padding: BLEED },
      scales: {
        x: { type: 'linear', display: false, min: last === 0 ? -1 : 0, max: last === 0 ? 1 : last },
        // Every axis is drawn by the SVG: here a value is how far down it stands, in percent.
        y: { type: 'linear', display: false, min: 0, max: 100, reverse: true }
      },
      plugins: { tooltip: tooltipOf(colours, current) }
    }
  };
}

interface Look extends Drawing {
  place: number;
  isAlone: boolean;
}

function datasetOf(series: ChartSeries, { place, data, model, colours, isAlone }: Look): ChartDataset<'line', Place[]> {
  const colour = colours.series.get(series.key) ?? colours.text;
  const axis = axisOf(model, series);
  const places = placesOf(series, axis);
  const isOpen = (at: number) => series.role !== 'before' && data.points[places[at]?.x ?? -1]?.isOpen === true;
  const isDrawn = (at: number) => (places[at]?.y ?? null) !== null;
  const isLonely = (at: number) => isDrawn(at) && !isDrawn(at - 1) && !isDrawn(at + 1);
  return {
    label: series.label,
    data: places,
    borderColor: colour,
    borderWidth: series.role === 'mean' ? 2.5 : 1.75,
    borderDash: dashOf(series, place),
    borderJoinStyle: 'round',
    clip: BLEED,
    pointBackgroundColor: ({ dataIndex }) => (isOpen(dataIndex) ? colours.ground : colour),
    pointBorderColor: colour,
    pointRadius: ({ dataIndex }) => (isOpen(dataIndex) ? 4 : isLonely(dataIndex) ? 2.5 : 0),
    pointHoverRadius: 4,
    pointHoverBackgroundColor: colour,
    backgroundColor: ({ chart }) => fading(colour, chart),
    fill: isAlone && series.role === undefined && axis.min === 0 && !axis.isLog ? { value: 100 } : false,
    segment: {
      borderDash: ({ p1DataIndex }) => (isOpen(p1DataIndex) ? OPEN_DASH : undefined),
      backgroundColor: ({ p1DataIndex }) => (isOpen(p1DataIndex) ? 'transparent' : undefined)
    }
  };
}

/** The series' points, thinned as the lines of the SVG are, with an unknown one wherever a line must break. */
function placesOf(series: ChartSeries, axis: Axis): Place[] {
  return knownRuns(drawnValues(series, axis), COLUMNS).flatMap((run, at) => [
    ...(at === 0 ? [] : [{ x: (run[0]?.index ?? 0) - 0.5, y: null }]),
    ...run.map(({ index, value }) => ({ x: index, y: heightOf(axis, value) }))
  ]);
}

/** From the colour of the line down to almost nothing, as under the SVG's line. */
function fading(colour: string, { ctx, chartArea }: Chart): CanvasGradient | string {
  const faint = (share: number) => colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${share})`);
  // Before the first layout there is no area yet.
  if ((chartArea as typeof chartArea | undefined) === undefined) return faint(0.14);
  const gradient = ctx.createLinearGradient(0, chartArea.top, 0, chartArea.bottom);
  gradient.addColorStop(0, faint(0.26));
  gradient.addColorStop(1, faint(0.02));
  return gradient;
}

function tooltipOf(colours: ChartColours, current: Current) {
  const font = { family: colours.font, size: 12 };
  const reading = () => {
    const { drawing, shown } = current();
    return { visible: visibleOf(drawing), reading: shown === null ? undefined : readingsOf(drawing.data)[shown] };
  };
  return {
    backgroundColor: colours.ground,
    borderColor: colours.muted,
    borderWidth: 1,
    titleColor: colours.text,
    bodyColor: colours.text,
    titleFont: { ...font, weight: 'normal' as const },
    bodyFont: { ...font, weight: 'bold' as const },
    boxWidth: 10,
    boxHeight: 2,
    boxPadding: 6,
    cornerRadius: 4,
    padding: 8,
    caretPadding: 8,
    animation: false as const,
    callbacks: {
      title: () => reading().reading?.when ?? '',
      label: ({ datasetIndex }: { datasetIndex: number }) => {
        const { visible, reading: at } = reading();
        const series = visible[datasetIndex];
        const text = at?.values[series?.place ?? 0] ?? '';
        return visible.length === 1 ? text : `${series?.one.label ?? ''} ${text}`;
      },
      labelColor: ({ datasetIndex }: { datasetIndex: number }) => {
        const colour = colours.series.get(reading().visible[datasetIndex]?.one.key ?? '') ?? colours.text;
        return { borderColor: colour, backgroundColor: colour };
      }
    }
  };
}
