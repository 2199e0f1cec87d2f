/**
 * The last days of some figures as small lines without axes, in a stretched box of 1000 x 1000.
 *
 * Each spans its own extent, but never less than a tenth of its mean: noise must not look like a crash.
 * Unknown days are gaps; a line of which fewer than two neighbouring days are known is not drawn.
 */
import type { Snapshot } from '../../contract/history/snapshots.ts';
import { knownRuns, linePath } from './lines.ts';

const figures = ['gaming', 'crypto', 'wordpress', 'apps'] as const;
type SparkName = (typeof figures)[number];
/** Paths of the lines; without those that cannot be drawn. */
export type Sparks = Partial<Record<SparkName, string>>;

interface Answer {
  data: Snapshot[];
}

const LEAST_SPAN = 0.1;
/** Percent of the height that the line stays away from the edges, for its own width. */
const MARGIN = 6;
const known = new WeakMap<Answer, Sparks>();

/** Worked out once for as long as the answer lives. */
export function sparksOf(answer: Answer): Sparks {
  const before = known.get(answer);
  if (before) return before;
  const lines = figures.flatMap((name) => {
    const path = sparkPath(answer.data.map((day) => day[name]));
    return path === '' ? [] : [[name, path] as const];
  });
  const made: Sparks = Object.fromEntries(lines);
  known.set(answer, made);
  return made;
}

/** For a box of 1000 x 1000 that is stretched; '' = nothing to draw. */
export function sparkPath(values: readonly (number | null)[]): string {
  const numbers = values.filter((value) => value !== null);
  const high = Math.max(...numbers);
  const low = Math.min(...numbers);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  const span = Math.max(high - low, mean * LEAST_SPAN, 1);
  const middle = (high + low) / 2;
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * 100;
  const y = (value: number) => 50 - ((value - middle) / span) * (100 - 2 * MARGIN);
  return linePath(knownRuns(values, values.length), { x, y });
}
