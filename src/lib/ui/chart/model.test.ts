import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/periods.ts';
import type { ChartData } from './data.ts';
import { chartModel, chartOptions } from './model.ts';

describe(chartModel, () => {
  it('draws known values and breaks the line where one is unknown', () => {
    const [line] = chartModel(data([[100, 50, null, 0, null, 25, 100]])).lines;
    expect(line?.line).toBe('M0 0 167 500M833 750 1000 0');
    expect(line?.dots).toBe('M500 1000h0');
    expect(line?.area).toBe('M0 0 167 500V1000H0ZM833 750 1000 0V1000H833Z');
  });
  it('keeps the open bucket out of the line', () => {
    const [line] = chartModel(data([[100, 50, 1]], { isLastOpen: true })).lines;
    expect(line?.line).toBe('M0 0 500 500');
    expect(line?.open).toEqual({ x: 100, y: 99, fromX: 50, fromY: 50 });
  });
  it('does not join the open bucket across a gap', () => {
    const openOf = (values: (number | null)[]) => chartModel(data([values], { isLastOpen: true })).lines[0]?.open;
    expect(openOf([100, null, 1])).toEqual({ x: 100, y: 99, fromX: null, fromY: null });
    expect(openOf([100, 50, null])).toBeNull();
  });
  it('draws several series on one axis, without areas that would cover each other', () => {
    const { lines, axis } = chartModel(
      data([
        [100, 50],
        [400, 200]
      ])
    );
    expect(axis.max).toBe(400);
    expect(lines.map(({ key, line, area }) => [key, line, area])).toEqual([
      ['s1', 'M0 750 1000 875', ''],
      ['s2', 'M0 0 1000 500', '']
    ]);
  });
  it('leaves out what is switched off, and scales to what is left', () => {
    const {
      lines,
      axis,
      data: all
    } = chartModel(
      data([
        [100, 50],
        [400, 200]
      ]),
      { hidden: ['s2'] }
    );
    expect(lines.map(({ key }) => key)).toEqual(['s1']);
    expect(axis.max).toBe(100);
    expect(all.series.map(({ key }) => key)).toEqual(['s1', 's2']);
  });
  it('begins the axis of a high gauge above 0, and then fills nothing', () => {
    const { axis, lines, summary } = chartModel(data([[7_600, 7_450, 7_580]], { kind: 'gauge' }));
    expect([axis.min, axis.isCut]).toEqual([7_200, true]);
    expect(summary).toContain('The axis begins at 7.2k, not at 0.');
    expect(lines[0]?.area).toBe('');
    expect(axis.ticks.map(({ label }) => label)).toEqual(['7.2k', '7.3k', '7.4k', '7.5k', '7.6k']);
  });
  it('sends only as many points of a long range as can be pointed at, each where it was', () => {
    const values = Array.from({ length: 3_650 }, (_, index) => index);
    const model = chartModel(data([values]));
    expect(model.places).toHaveLength(60);
    expect([model.places?.[0], model.places?.at(-1)]).toEqual([0, 3_649]);
    expect(model.data.series[0]?.values).toEqual(model.places);
    expect(model.count).toBe(3_650);
    expect(JSON.stringify(model).length).toBeLessThan(10_000);
  });
  it('sends all points of a short range, and of any range when a table is asked for', () => {
    const long = data([Array.from({ length: 365 }, () => 1)]);
    expect(chartModel(data([Array.from({ length: 90 }, () => 1)])).places).toBeNull();
    expect(chartModel(long, { isWhole: true })).toMatchObject({ places: null, data: long });
  });
  it('stays small with eight series of ten years', () => {
    const model = chartModel(
      data(Array.from({ length: 8 }, (_, s) => Array.from({ length: 3_650 }, (_, i) => (i * 7_919 * (s + 1)) % 997)))
    );
    expect(model.lines.map(({ line }) => line.length).reduce((sum, length) => sum + length, 0)).toBeLessThan(10_000);
    expect(JSON.stringify(model).length).toBeLessThan(20_000);
  });
  it('has no line and no points for nothing', () => {
    const model = chartModel(data([[]]));
    expect(model).toMatchObject({ count: 0, places: null, xTicks: [], lines: [{ line: '', dots: '', open: null }] });
    expect(model.summary).toContain('nothing is known');
  });
  it('draws powers of ten at equal distances on a logarithmic axis, and 0 not at all', () => {
    const { axis, lines } = chartModel(data([[1, 10, 100, 0, 1_000]]), { isLog: true });
    expect(axis.ticks).toEqual([
      { y: 100, label: '1' },
      { y: 66.67, label: '10' },
      { y: 33.33, label: '100' },
      { y: 0, label: '1k' }
    ]);
    expect(lines[0]).toMatchObject({ line: 'M0 1000 250 667 500 333', dots: 'M1000 0h0', area: '' });
  });
  it('falls back to a linear axis where nothing is above 0', () => {
    expect(chartModel(data([[0, 0]]), { isLog: true }).axis).toMatchObject({ isLog: false, min: 0, max: 1 });
  });
  it('draws a series of another unit on an axis of its own', () => {
    const both = data([[100, 50]]);
    both.series.push({ key: 'second', label: 'Price', values: [4, 2], role: 'second', unit: 'USD', kind: 'flow' });
    const { axis, second, lines } = chartModel(both);
    expect([axis.max, second?.max]).toEqual([100, 4]);
    expect(second?.ticks.map(({ label }) => label)).toEqual(['$0', '$1', '$2', '$3', '$4']);
    expect(lines.map(({ line }) => line)).toEqual(['M0 0 1000 500', 'M0 0 1000 500']);
  });
  it('marks the bucket in which something is known to have happened', () => {
    const event = (date: string) => ({ date, kind: 'fork', text: date }) as const;
    const { marks } = chartModel(data([[1, 2, 3]]), {}, ['2025-12-31', '2026-01-02', '2026-01-02'].map(event));
    expect(marks).toEqual([{ x: 50, events: [event('2026-01-02'), event('2026-01-02')] }]);
  });
  it('puts a single bucket in the middle', () => {
    expect(chartModel(data([[4]])).lines[0]?.dots).toBe('M500 0h0');
  });
});

describe(chartOptions, () => {
  it('reads from the address what is switched off, of this chart only, and whether the table is open', () => {
    const both = data([[1], [2]]);
    expect(chartOptions(new URLSearchParams('hide=s2,other&table=1'), both)).toEqual({
      hidden: ['s2'],
      isWhole: true,
      isLog: false
    });
    expect(chartOptions(new URLSearchParams('scale=log'), both)).toEqual({ hidden: [], isWhole: false, isLog: true });
  });
});

function data(
  series: (number | null)[][],
  { isLastOpen = false, kind = 'flow' }: { isLastOpen?: boolean; kind?: ChartData['kind'] } = {}
): ChartData {
  const count = series[0]?.length ?? 0;
  return {
    title: 'Things',
    unit: '',
    bucket: 'daily',
    kind,
    points: Array.from({ length: count }, (_, index) => ({
      date: addDays('2026-01-01', index),
      isOpen: isLastOpen && index === count - 1
    })),
    series: series.map((values, index) => ({ key: `s${index + 1}`, label: `Series ${index + 1}`, values }))
  };
}
