/**
 * A chart as a picture to share: title, range, legend, axes and lines on the theme's own ground, always of one size.
 *
 * Drawn from the data, not copied from the screen, so that a phone gives the same picture as a desk. What is not known is a
 * gap here too, the open bucket is dashed.
 */
import { heightOf } from './axis.ts';
import type { ChartColours } from './colours.ts';
import { dashOf } from './dashes.ts';
import { whenText, type ChartData, type ChartSeries } from './data.ts';
import { knownRuns } from './lines.ts';
import { axisOf, drawnValues, positionOf, type ChartModel } from './model.ts';

interface Picture {
  data: ChartData;
  model: ChartModel;
  colours: ChartColours;
  /** What stands at the bottom: where the figures are from. */
  source: string;
}

const WIDTH = 1200;
const HEIGHT = 630;
const PLOT = { left: 100, top: 130, width: 1010, height: 410 };
/** Twice as fine, for screens that are. */
const SCALE = 2;

type Pen = CanvasRenderingContext2D;

export async function chartPicture(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser cannot draw');
  pen.scale(SCALE, SCALE);
  drawFrame(pen, picture);
  drawAxes(pen, picture);
  picture.data.series.forEach((series, place) => {
    if (!picture.model.hidden.includes(series.key)) drawSeries(pen, series, { ...picture, place });
  });
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is empty'))), 'image/png');
  });
}

function drawFrame(pen: Pen, { data, model, colours, source }: Picture): void {
  const { title, unit, bucket, points } = data;
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  write(pen, unit === '' ? title : `${title} (${unit})`, { colours, x: 50, y: 58, size: 28, isStrong: true });
  const [first, last] = [points[0], points.at(-1)];
  const span = first && last ? `${bucket}, ${whenText(first, bucket)} to ${whenText(last, bucket)}` : '';
  write(pen, span, { colours, x: 50, y: 90, size: 16, isMuted: true });
  write(pen, source, { colours, x: WIDTH - 50, y: 90, size: 14, isMuted: true, align: 'right' });
  drawLegend(pen, { data, model, colours, source });
}

function drawLegend(pen: Pen, { data, model, colours }: Picture): void {
  let x = 50;
  let y = HEIGHT - 42;
  data.series.forEach((series, place) => {
    const { key, label } = series;
    if (data.series.length === 1 || model.hidden.includes(key)) return;
    if (x > WIDTH - 220) [x, y] = [50, y + 24];
    const colour = colours.series.get(key) ?? colours.text;
    const points = [
      { x, y: y - 5 },
      { x: x + 28, y: y - 5 }
    ];
    stroke(pen, { colour, dash: dashOf(series, place), points });
    x += 36 + write(pen, label, { colours, x: x + 36, y, size: 14 }) + 24;
  });
}

function drawAxes(pen: Pen, { model, colours }: Picture): void {
  for (const { y, label } of model.axis.ticks) {
    const at = PLOT.top + (y / 100) * PLOT.height;
    const points = [
      { x: PLOT.left, y: at },
      { x: PLOT.left + PLOT.width, y: at }
    ];
    stroke(pen, { colour: colours.grid, dash: [], points, width: 1 });
    write(pen, label, { colours, x: PLOT.left - 12, y: at + 5, size: 14, isMuted: true, align: 'right' });
  }
  for (const { y, label } of model.second?.ticks ?? []) {
    const at = PLOT.top + (y / 100) * PLOT.height;
    write(pen, label, { colours, x: PLOT.left + PLOT.width + 12, y: at + 5, size: 14, isMuted: true });
  }
  for (const { x, label, anchor } of model.xTicks) {
    const align = anchor === 'middle' ? 'center' : anchor;
    const at = PLOT.left + (x / 100) * PLOT.width;
    write(pen, label, { colours, x: at, y: PLOT.top + PLOT.height + 26, size: 14, isMuted: true, align });
  }
}

function drawSeries(pen: Pen, series: ChartSeries, { data, model, colours, place }: Picture & { place: number }) {
  const colour = colours.series.get(series.key) ?? colours.text;
  const axis = axisOf(model, series);
  const values = drawnValues(series, axis);
  const at = (index: number, value: number) => ({
    x: PLOT.left + (positionOf(index, values.length) / 100) * PLOT.width,
    y: PLOT.top + ((heightOf(axis, value) ?? 100) / 100) * PLOT.height
  });
  const open = series.role === 'before' ? -1 : data.points.findIndex(({ isOpen }) => isOpen);
  for (const run of knownRuns(
    values.map((value, index) => (index === open ? null : value)),
    PLOT.width
  )) {
    const points = run.map(({ index, value }) => at(index, value));
    stroke(pen, { colour, dash: dashOf(series, place), points });
    const [first] = points;
    if (points.length === 1 && first) dot(pen, colour, first);
  }
  const value = values[open] ?? null;
  const before = values[open - 1] ?? null;
  if (value === null) return;
  if (before !== null) stroke(pen, { colour, dash: [3, 4], points: [at(open - 1, before), at(open, value)] });
  dot(pen, colour, at(open, value));
}

interface Text {
  colours: ChartColours;
  x: number;
  y: number;
  size: number;
  isMuted?: boolean;
  isStrong?: boolean;
  align?: CanvasTextAlign;
}

/** How wide it came. */
function write(
  pen: Pen,
  text: string,
  { colours, x, y, size, isMuted = false, isStrong = false, align = 'left' }: Text
) {
  pen.font = `${isStrong ? '600 ' : ''}${size}px ${colours.font}`;
  pen.fillStyle = isMuted ? colours.muted : colours.text;
  pen.textAlign = align;
  pen.fillText(text, x, y);
  return pen.measureText(text).width;
}

interface Stroke {
  colour: string;
  dash: number[];
  points: readonly { x: number; y: number }[];
  width?: number;
}

function stroke(pen: Pen, { colour, dash, points, width = 2 }: Stroke): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  pen.setLineDash(dash);
  pen.beginPath();
  points.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.stroke();
}

function dot(pen: Pen, colour: string, { x, y }: { x: number; y: number }): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, 3.5, 0, 2 * Math.PI);
  pen.fill();
}
