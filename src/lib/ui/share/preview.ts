/**
 * A chart as the picture that goes with a shared link: 1,200 x 630, SVG, drawn from the chart's own series.
 *
 * It is read at the width of a phone: one title, one figure, the line. What is not known is a gap here too.
 */
import { whenText, type ChartData } from '../chart/data.ts';
import { columnsFor, knownRuns } from '../chart/lines.ts';
import { heightOf } from '../chart/axis.ts';
import { axisOf, chartModel, drawnValues, positionOf } from '../chart/model.ts';

const PREVIEW = { width: 1200, height: 630 };
const PLOT = { left: 120, top: 230, width: 1020, height: 300 };
const COLOURS = {
  ground: '#070b10',
  text: '#dce7ed',
  muted: '#91a5b2',
  grid: '#1a2933',
  series: ['#2ee6ea', '#ffb454', '#f08be0', '#9bdc6c', '#a3aeff', '#ff9580', '#b7c6d0']
};

export interface Preview {
  title: string;
  /** What the view says in one number: "1,284.91 FLUX today". */
  figure: string;
  /** null: the title and figure alone. */
  data: ChartData | null;
  isLog?: boolean;
  /** Where it is from: the host of the site. */
  site: string;
}

export function previewSvg({ title, figure, data, isLog = false, site }: Preview): string {
  const { width, height } = PREVIEW;
  const parts = [
    `<rect width="${width}" height="${height}" fill="${COLOURS.ground}"/>`,
    text([60, 78], { size: 30, fill: COLOURS.muted }, title),
    text([60, 160], { size: 64, fill: COLOURS.series[0] ?? COLOURS.text, weight: 700 }, figure),
    text([60, height - 28], { size: 22, fill: COLOURS.muted }, site),
    `<text x="${width - 60}" y="${height - 28}" font-size="24" font-weight="700" text-anchor="end" fill="${COLOURS.text}">FLUXTRACKER</text>`,
    ...(data === null ? [] : plot(data, isLog))
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans Mono">${parts.join('')}</svg>`;
}

function plot(data: ChartData, isLog: boolean): string[] {
  const model = chartModel(data, { isWhole: true, isLog });
  const [first, last] = [data.points[0], data.points.at(-1)];
  const span = first && last ? `${whenText(first, data.bucket)} to ${whenText(last, data.bucket)}` : '';
  const grid = model.axis.ticks.map(({ y, label }) => {
    const at = PLOT.top + (y / 100) * PLOT.height;
    const line = `<path d="M${PLOT.left} ${round(at)}h${PLOT.width}" stroke="${COLOURS.grid}" stroke-width="2"/>`;
    return `${line}<text x="${PLOT.left - 14}" y="${round(at + 7)}" font-size="20" text-anchor="end" fill="${COLOURS.muted}">${escaped(label)}</text>`;
  });
  const lines = data.series.flatMap((series, place) => {
    const { role } = series;
    const colour = role === 'before' ? COLOURS.muted : (COLOURS.series[place % COLOURS.series.length] ?? COLOURS.text);
    const axis = axisOf(model, series);
    const values = drawnValues(series, axis);
    const runs = knownRuns(values, columnsFor(data.series.length));
    return runs.map((run) => {
      const points = run.map(({ index, value }) => {
        const x = PLOT.left + (positionOf(index, values.length) / 100) * PLOT.width;
        const y = PLOT.top + ((heightOf(axis, value) ?? 100) / 100) * PLOT.height;
        return `${round(x)} ${round(y)}`;
      });
      // A single point is a line without length, which a round cap makes a dot.
      const path = points.length === 1 ? `M${points.join('')}h0.01` : `M${points.join('L')}`;
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${role === 'before' ? 2 : 4}" stroke-linejoin="round" stroke-linecap="round"/>`;
    });
  });
  return [...grid, ...lines, text([PLOT.left, PLOT.top + PLOT.height + 36], { size: 20, fill: COLOURS.muted }, span)];
}

/** A line of text that is cut where the picture ends. */
function text(
  at: readonly [x: number, y: number],
  style: { size: number; fill: string; weight?: number },
  content: string
): string {
  const [x, y] = at;
  const { size, fill, weight = 400 } = style;
  // The widest letter of a fixed-width font is six tenths of its size.
  const room = Math.floor((PREVIEW.width - 60 - x) / (size * 0.61));
  const shown = content.length > room ? `${content.slice(0, room - 1)}…` : content;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(shown)}</text>`;
}

/** For text and attributes of SVG and HTML. */
export function escaped(content: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return content.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign).replace(/\p{Cc}/gu, '');
}

const round = (value: number) => Math.round(value * 10) / 10;
