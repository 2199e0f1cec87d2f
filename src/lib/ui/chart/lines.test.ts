import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPath, columnsFor, dotsPath, knownRuns, linePath } from './lines.ts';

const box = { x: (index: number) => index * 10, y: (value: number) => 100 - value };
const someValues = fc.array(fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null, freq: 6 }), { maxLength: 600 });

describe(knownRuns, () => {
  it('keeps every value of a short series, in groups without a gap', () => {
    const runs = knownRuns([5, 6, null, 7, null, null, 8, 9], 60);
    expect(runs.map((run) => run.map(({ index, value }) => [index, value]))).toEqual([
      [
        [0, 5],
        [1, 6]
      ],
      [[3, 7]],
      [
        [6, 8],
        [7, 9]
      ]
    ]);
  });
  it('keeps first, lowest, highest and last of each column of a long one', () => {
    // Two columns of six.
    const values = [3, 9, 4, 1, 5, 6, 2, 2, 8, 2, 0, 7];
    expect(
      knownRuns(values, 2)
        .flat()
        .map(({ value }) => value)
    ).toEqual([3, 9, 1, 6, 2, 8, 0, 7]);
  });
  it('keeps what borders on a gap of a thinned line', () => {
    const values = [1, 2, 2, null, 2, 3, 1, 2, 2, 2, 2, 4];
    expect(knownRuns(values, 2).map((run) => run.map(({ index }) => index))).toEqual([
      [0, 2],
      [4, 5, 6, 11]
    ]);
  });
  it('does not tear a line apart over gaps that are too narrow to be seen', () => {
    // A column of 60 days; from 7.5 days on a gap is seen.
    const values = Array.from({ length: 3_600 }, (_, index) => (index % 29 === 7 ? null : index));
    expect(knownRuns(values, 60)).toHaveLength(1);
    const torn = values.map((value, index) => (index >= 1_000 && index < 1_008 ? null : value));
    expect(knownRuns(torn, 60).map((run) => [run[0]?.index, run.at(-1)?.index])).toEqual([
      [0, 999],
      [1_008, 3_599]
    ]);
  });
  it('invents no value, keeps the order, joins over nothing unknown that could be seen', () => {
    fc.assert(
      fc.property(someValues, fc.integer({ min: 1, max: 40 }), (values, columns) => {
        const runs = knownRuns(values, columns);
        const all = runs.flat();
        for (const { index, value } of all) expect(values[index]).toBe(value);
        expect(new Set(all.map(({ index }) => index)).size).toBe(all.length);
        expect(all.map(({ index }) => index)).toEqual(all.map(({ index }) => index).toSorted((a, b) => a - b));
        const seen = values.length > columns * 4 ? values.length / (columns * 8) : 1;
        for (const run of runs) {
          const inside = values.slice(run[0]?.index, (run.at(-1)?.index ?? 0) + 1);
          const gaps = inside
            .map((value) => (value === null ? '.' : 'x'))
            .join('')
            .split(/x+/);
          expect(Math.max(...gaps.map(({ length }) => length))).toBeLessThan(seen);
        }
      })
    );
  });
  it('loses no peak, and has a bound', () => {
    fc.assert(
      fc.property(someValues, fc.integer({ min: 1, max: 40 }), (values, columns) => {
        const kept = knownRuns(values, columns)
          .flat()
          .map(({ value }) => value);
        const known = values.filter((value) => value !== null);
        // Four of each column and two of each gap, of which there are at most eight to a column.
        expect(kept.length).toBeLessThanOrEqual(columns * (4 + 2 * 8));
        expect(Math.max(...kept)).toBe(Math.max(...known));
        expect(Math.min(...kept)).toBe(Math.min(...known));
      })
    );
  });
});

describe(columnsFor, () => {
  it('keeps all series together below a thousand vertices', () => {
    for (const count of [1, 2, 4, 8, 12, 30]) expect(columnsFor(count) * 4 * count).toBeLessThanOrEqual(960);
    expect(columnsFor(1) * 4).toBe(240);
  });
});

describe(linePath, () => {
  const runs = [
    [
      { index: 0, value: 100 },
      { index: 1, value: 0 }
    ],
    [{ index: 5, value: 50 }]
  ];
  it('is a move and its places; the area under it goes down to the ground and back', () => {
    expect(linePath(runs, box)).toBe('M0 0 100 1000');
    expect(areaPath('M0 0 100 1000M300 5 400 6')).toBe('M0 0 100 1000V1000H0ZM300 5 400 6V1000H300Z');
  });
  it('leaves a value alone to the dots', () => {
    expect(dotsPath(runs, box)).toBe('M500 500h0');
  });
});
