/** The value axis of a chart: from 0 to a round number above the highest value, in equal round steps. */

export interface Scale {
  max: number;
  ticks: number[];
}

const WANTED_STEPS = 4;

export function scaleTo(highest: number): Scale {
  if (!(highest > 0)) return { max: 1, ticks: [0, 1] };
  const rough = highest / WANTED_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9));
  const size = step ?? 10 * power;
  const steps = Math.ceil((highest / size) * (1 - 1e-9));
  return { max: steps * size, ticks: Array.from({ length: steps + 1 }, (_, index) => index * size) };
}
