/**
 * Whether a figure has moved by more than a limit within a day.
 *
 * Compared with what it was each hour of the last day, so a move that takes hours is found whenever it began. Once it was
 * told, counting begins anew with the figure of then: a figure that stands is told once.
 */
export interface Mark {
  /** Unix seconds. */
  at: number;
  value: number;
}

export interface Moved {
  from: Mark;
  /** Percent, 2 decimals; null from 0. */
  change: number | null;
}

const DAY_SECONDS = 86_400;
const BETWEEN_MARKS_SECONDS = 3_600;

/** `marks`: those of before, oldest first. Answers those to be kept, and the largest move if it is beyond the limit. */
export function nextMarks(
  marks: readonly Mark[],
  now: Mark,
  limitPercent: number
): { marks: readonly Mark[]; moved: Moved | null } {
  const recent = marks.filter(({ at }) => at <= now.at && now.at - at <= DAY_SECONDS);
  const beyond = recent.filter(({ value }) => Math.abs(now.value - value) * 100 > limitPercent * value);
  const from = beyond.toSorted((a, b) => Math.abs(now.value - b.value) - Math.abs(now.value - a.value))[0];
  if (from !== undefined) return { marks: [now], moved: { from, change: changeOf(from.value, now.value) } };
  const newest = recent.at(-1);
  const isDue = newest === undefined || now.at - newest.at >= BETWEEN_MARKS_SECONDS;
  return { marks: isDue ? [...recent, now] : recent, moved: null };
}

function changeOf(from: number, to: number): number | null {
  return from === 0 ? null : Math.round(((to - from) * 10_000) / from) / 100;
}
