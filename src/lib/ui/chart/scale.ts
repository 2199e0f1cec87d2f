/**
 * The value axis of a chart: round numbers in equal steps around all values.
 *
 * It begins at 0, so that heights can be compared. A gauge that only moves far from 0 may begin higher, but never shows
 * less than a twentieth of its value: noise must not look like a crash.
 */
export interface Scale {
  min: number;
  max: number;
  ticks: number[];
}

interface Extent {
  lowest?: number;
  highest: number;
  /** May begin above 0. */
  isGauge?: boolean;
  /** Without steps between whole numbers. */
  isWhole?: boolean;
}

const WANTED_STEPS = 4;
/** A gauge from here on, and never below this share of its highest value, leaves 0 out. */
const FLOATS_FROM = 100;
const FLOATS_ABOVE = 0.75;
const LEAST_SPAN = 0.05;
/** Below it, steps would be lost in the rounding of numbers. */
const LEAST_HIGH = 1e-9;

export function scaleTo({ lowest = 0, highest, isGauge = false, isWhole = false }: Extent): Scale {
  const top = Math.max(0, highest);
  const isFloating = isGauge && top >= FLOATS_FROM && lowest > top * FLOATS_ABOVE;
  const bottom = isFloating ? Math.min(lowest, top * (1 - LEAST_SPAN)) : Math.min(0, lowest);
  if (!(top - bottom > LEAST_HIGH)) return { min: 0, max: 1, ticks: [0, 1] };
  const size = stepFor(top - bottom, isWhole);
  const from = Math.floor((bottom / size) * (1 + Math.sign(bottom) * 1e-9));
  const to = Math.ceil((top / size) * (1 - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => tidy((from + index) * size));
  return { min: tidy(from * size), max: tidy(to * size), ticks };
}

/**
 * The same for values that grow by factors: equal distances are equal ratios. `min` and `max` are places on it (see placeOn),
 * ticks are values. Nothing from 0 down has a place.
 */
export function logScaleTo({ lowest, highest }: { lowest: number; highest: number }): Scale {
  const candidates = logTicks(lowest, highest);
  const from = candidates.findLastIndex((tick) => tick <= lowest * (1 + 1e-9));
  const to = candidates.findIndex((tick) => tick >= highest * (1 - 1e-9));
  const ticks = candidates.slice(Math.max(0, from), to < 0 ? undefined : Math.max(to, from + 1) + 1);
  return { min: Math.log10(ticks[0] ?? 1), max: Math.log10(ticks.at(-1) ?? 10), ticks };
}

/** 1, 2, 5, 10, 20 ... around the values; of more than two powers of ten those alone, of more than seven each second one. */
function logTicks(lowest: number, highest: number): number[] {
  const first = Math.floor(Math.log10(lowest) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(highest) - 1e-9));
  const powers = last - first;
  const every = powers > 7 ? 2 : 1;
  const count = Math.ceil(powers / every) + 1;
  const steps = powers > 2 ? [1] : [1, 2, 5];
  return Array.from({ length: count }, (_, at) => steps.map((step) => tidy(step * 10 ** (first + at * every)))).flat();
}

/** Where a value stands on the axis of a chart; null: nowhere. */
export function placeOn(value: number | null, isLog: boolean | undefined): number | null {
  if (value === null || !isLog) return value;
  return value > 0 ? Math.log10(value) : null;
}

function stepFor(span: number, isWhole: boolean): number {
  const rough = span / WANTED_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const sizes = [1, 2, 2.5, 5, 10].map((factor) => tidy(factor * power));
  const fits = (size: number) => size >= rough * (1 - 1e-9) && (!isWhole || Number.isInteger(size));
  return sizes.find(fits) ?? Math.max(1, 10 * power);
}

/** Without the dust of binary fractions: 0.1 x 3 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
