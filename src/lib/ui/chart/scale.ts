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
