/**
 * A series as the paths of its line, in a box of 1000 x 1000.
 *
 * Unknown values break the line. Long series are thinned: of every column first, last, lowest and highest value stay, and
 * what borders on a gap, so that no peak is lost, every vertex is a value that was given, and the HTML has a bound; a gap
 * too narrow to be seen is not drawn then. (Chart.js's own decimation reads an unknown value as 0.) Known values without a
 * known neighbour are dots, which are lines without length.
 */
export interface Vertex {
  index: number;
  value: number;
}

export interface Box {
  /** Percent of the width and of the height, from the top. */
  x: (index: number) => number;
  y: (value: number) => number;
}

const PER_COLUMN = 4;
/** A thinned line has gaps of this share of a column and wider: about two pixels. */
const SEEN_PER_COLUMN = 8;
const MAX_VERTICES = 960;
const MAX_COLUMNS = 60;
const UNITS = 10;

/** So many columns that all series together stay below the limit. */
export function columnsFor(seriesCount: number): number {
  return Math.min(MAX_COLUMNS, Math.max(1, Math.floor(MAX_VERTICES / PER_COLUMN / Math.max(1, seriesCount))));
}

/** Neighbouring known values, in groups; between two groups there is a gap. */
export function knownRuns(values: readonly (number | null)[], columns: number): Vertex[][] {
  const isThinned = values.length > columns * PER_COLUMN;
  const gaps = gapsOf(values, isThinned ? values.length / (columns * SEEN_PER_COLUMN) : 1);
  const runs: Vertex[][] = [];
  let gap = 0;
  for (const index of isThinned ? thinned(values, columns, gaps) : values.keys()) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    let isApart = runs.length === 0;
    for (; (gaps[gap]?.from ?? Infinity) < index; gap++) isApart = true;
    if (isApart) runs.push([]);
    runs.at(-1)?.push({ index, value });
  }
  return runs;
}

/** Unknown values in a row: from inclusive, to exclusive. */
interface Gap {
  from: number;
  to: number;
}

function gapsOf(values: readonly (number | null)[], least: number): Gap[] {
  const gaps: Gap[] = [];
  values.forEach((value, index) => {
    if (value !== null) return;
    const last = gaps.at(-1);
    if (last?.to === index) last.to = index + 1;
    else gaps.push({ from: index, to: index + 1 });
  });
  return gaps.filter(({ from, to }) => to - from >= least);
}

/** The places that stay, ascending. */
function thinned(values: readonly (number | null)[], columns: number, gaps: readonly Gap[]): number[] {
  const kept = new Set<number>(gaps.flatMap(({ from, to }) => [from - 1, to]));
  for (let column = 0; column < columns; column++) {
    const from = Math.round((column * values.length) / columns);
    const to = Math.round(((column + 1) * values.length) / columns);
    for (const place of extremes(values, from, to)) kept.add(place);
  }
  return [...kept].toSorted((a, b) => a - b);
}

/** First, lowest, highest and last known place of a column. */
function extremes(values: readonly (number | null)[], from: number, to: number): number[] {
  const places = Array.from({ length: to - from }, (_, at) => from + at).filter((place) => values[place] !== null);
  const [first] = places;
  if (first === undefined) return [];
  const valueAt = (place: number) => values[place] ?? 0;
  const low = places.reduce((best, place) => (valueAt(place) < valueAt(best) ? place : best), first);
  const high = places.reduce((best, place) => (valueAt(place) > valueAt(best) ? place : best), first);
  return [first, low, high, places.at(-1) ?? first];
}

export function linePath(runs: readonly Vertex[][], { x, y }: Box): string {
  const place = ({ index, value }: Vertex) => `${units(x(index))} ${units(y(value))}`;
  return runs
    .filter((run) => run.length > 1)
    .map((run) => `M${run.map(place).join(' ')}`)
    .join('');
}

export function dotsPath(runs: readonly Vertex[][], { x, y }: Box): string {
  return runs
    .flatMap((run) => (run.length === 1 ? run : []))
    .map(({ index, value }) => `M${units(x(index))} ${units(y(value))}h0`)
    .join('');
}

/** What is under a line of `linePath`. */
export function areaPath(line: string): string {
  return line.replace(/M(\d+) [^M]*/g, (run: string, start: string) => `${run}V1000H${start}Z`);
}

function units(percent: number): string {
  return String(Math.round(percent * UNITS));
}
