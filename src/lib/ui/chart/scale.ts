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

const FACTORS = [1, 2, 5];
/** More steps than this, and only powers of ten are written. */
const MOST_LOG_TICKS = 6;

/** Around positive values: 1, 2 and 5 of each power of ten, or powers of ten alone where there are many. */
export function logScaleTo(lowest: number, highest: number): Scale {
  const from = Math.floor(Math.log10(lowest));
  const to = Math.ceil(Math.log10(highest));
  const powers = Array.from({ length: to - from + 2 }, (_, at) => tidy(10 ** (from + at)));
  const fine = around(
    powers.flatMap((power) => FACTORS.map((factor) => tidy(power * factor))),
    { lowest, highest }
  );
  if (fine.length <= MOST_LOG_TICKS) return scaleWith(fine);
  const coarse = around(powers, { lowest, highest });
  const stride = Math.ceil((coarse.length - 1) / MOST_LOG_TICKS);
  return {
    ...scaleWith(coarse),
    ticks: coarse.filter((_, at) => at % stride === 0)
  };
}

/** The candidates from the last below to the first above all values; two at least. */
function around(candidates: readonly number[], { lowest, highest }: { lowest: number; highest: number }): number[] {
  const first = Math.max(
    0,
    candidates.findLastIndex((value) => value <= lowest * (1 + 1e-9))
  );
  const last = candidates.findIndex((value) => value >= highest * (1 - 1e-9));
  return candidates.slice(first, Math.max(last, first + 1) + 1);
}

function scaleWith(ticks: number[]): Scale {
  return { min: ticks[0] ?? 1, max: ticks.at(-1) ?? 10, ticks };
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
