import { expect, it } from 'vitest';
import { nextMarks, type Mark } from './moved.ts';

const HOUR = 3_600;

it('tells a move beyond the limit once, however long it took', () => {
  // 2 % of 1,000 are 20: at 21 more, hours after the first look, it has moved.
  expect(movesOf([1_000, 1_010, 1_020, 1_021, 1_021, 1_021])).toEqual([3]);
});

it('tells nothing at the limit itself', () => {
  expect(movesOf([1_000, 1_020, 980])).toEqual([2]); // 980 against 1,020 is -3.9 %
  expect(movesOf([1_000, 1_020, 1_000])).toEqual([]);
});

it('forgets what was more than a day ago', () => {
  const first = nextMarks([], { at: 0, value: 1_000 }, 2).marks;
  expect(nextMarks(first, { at: 86_400, value: 1_021 }, 2).moved).toEqual({
    from: { at: 0, value: 1_000 },
    change: 2.1
  });
  expect(nextMarks(first, { at: 86_401, value: 1_021 }, 2).moved).toBeNull();
});

it('knows no percentage from nothing', () => {
  const { moved } = nextMarks([{ at: 0, value: 0 }], { at: 60, value: 5 }, 2);
  expect(moved).toEqual({ from: { at: 0, value: 0 }, change: null });
});

it('keeps a mark an hour', () => {
  let marks: readonly Mark[] = [];
  for (let minute = 0; minute < 48 * 60; minute += 10) ({ marks } = nextMarks(marks, { at: minute * 60, value: 7 }, 2));
  expect(marks.length).toBeLessThanOrEqual(25);
});

/** Positions of the values, one an hour, at which a move was told. */
function movesOf(values: number[]): number[] {
  let marks: readonly Mark[] = [];
  return values.flatMap((value, at) => {
    const next = nextMarks(marks, { at: at * HOUR, value }, 2);
    ({ marks } = next);
    return next.moved === null ? [] : [at];
  });
}
