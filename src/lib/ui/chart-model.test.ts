import { describe, expect, it } from 'vitest';
import { chartModel } from './chart-model.ts';
import type { BucketValue } from './day-series.ts';

describe(chartModel, () => {
  it('draws known values and breaks the line where one is unknown', () => {
    const { line, lonely, points } = model([100n, 50n, null, 0n, null, 25n, 100n]);
    expect(line).toBe('M0 0L167 500M500 1000M833 750L1000 0');
    expect(lonely).toEqual([{ x: 50, y: 100 }]);
    expect(points.map(({ amount }) => amount)).toEqual(['100', '50', 'n/a', '0', 'n/a', '25', '100']);
  });
  it('keeps the open bucket out of the line', () => {
    const { line, open } = model([100n, 50n, 1n], true);
    expect(line).toBe('M0 0L500 500');
    expect(open).toEqual({ x: 100, y: 99, fromX: 50, fromY: 50 });
  });
  it('does not join the open bucket across a gap', () => {
    expect(model([100n, null, 1n], true).open).toEqual({ x: 100, y: 99, fromX: null, fromY: null });
    expect(model([100n, 50n, null], true).open).toBeNull();
  });
  it('labels both ends and a few places between', () => {
    const { xTicks } = model(Array.from({ length: 365 }, () => 1n));
    expect(xTicks).toHaveLength(7);
    expect([xTicks[0], xTicks.at(-1)]).toMatchObject([
      { x: 0, label: '0', anchor: 'start' },
      { x: 100, label: '364', anchor: 'end' }
    ]);
  });
  it('offers no points to hover when there are too many', () => {
    expect(model(Array.from({ length: 101 }, () => 1n)).points).toEqual([]);
  });
  it('has no line and no points for nothing', () => {
    expect(model([])).toMatchObject({ line: '', area: '', points: [], open: null, xTicks: [] });
  });
});

function model(values: (bigint | null)[], lastIsOpen = false) {
  const buckets = values.map((value, index): BucketValue => ({
    start: String(index),
    end: String(index),
    value,
    isOpen: lastIsOpen && index === values.length - 1
  }));
  return chartModel({
    buckets,
    toNumber: Number,
    toText: (value) => value?.toString() ?? 'n/a',
    toWhen: ({ start }) => start,
    toTick: ({ start }) => start
  });
}
