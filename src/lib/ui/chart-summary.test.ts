import { describe, expect, it } from 'vitest';
import type { ChartData } from './chart-data.ts';
import { figuresOf, summaryOf } from './chart-summary.ts';

const points = ['2026-11-18', '2026-11-19', '2026-11-20'].map((date) => ({ date, isOpen: date === '2026-11-20' }));
const flow: ChartData = {
  title: 'Revenue',
  unit: 'FLUX',
  bucket: 'daily',
  kind: 'flow',
  points,
  series: [{ key: 'r', label: 'Revenue', values: [10, 5.005, 1] }]
};
const gauge: ChartData = {
  ...flow,
  title: 'Nodes',
  unit: '',
  kind: 'gauge',
  points: points.map(({ date }) => ({ date, isOpen: false })),
  series: [
    { key: 'c', label: 'Cumulus', values: [4_000, null, 4_001] },
    { key: 'n', label: 'Nimbus', values: [null, null, null] }
  ]
};

describe(figuresOf, () => {
  it('adds up the finished days of a flow', () => {
    expect(figuresOf(flow)).toEqual([
      { label: 'total', text: '15.01 FLUX', note: '2 days' },
      { label: 'mean', text: '7.50 FLUX' },
      { label: 'high', text: '10.00 FLUX', note: '2026-11-18' },
      { label: 'low', text: '5.01 FLUX', note: '2026-11-19' }
    ]);
  });
  it('has the latest known value of a gauge', () => {
    expect(figuresOf(gauge)).toEqual([
      { label: 'latest', text: '4,001', note: '2026-11-20' },
      { label: 'mean', text: '4,000.5', note: '2 days' },
      { label: 'high', text: '4,001', note: '2026-11-20' },
      { label: 'low', text: '4,000', note: '2026-11-18' }
    ]);
    expect(figuresOf(gauge, gauge.series[1])).toEqual([{ label: 'latest', text: 'n/a' }]);
  });
});

describe(summaryOf, () => {
  it('says in words what the lines show', () => {
    expect(summaryOf(flow)).toBe(
      'Revenue per day in FLUX, 2026-11-18 to 2026-11-20: total 15.01 FLUX (2 days), mean 7.50 FLUX, high 10.00 FLUX (2026-11-18), low 5.01 FLUX (2026-11-19).'
    );
    expect(summaryOf(gauge)).toContain('Cumulus latest 4,001 (2026-11-20)');
    expect(summaryOf(gauge)).toContain('; Nimbus latest n/a.');
    expect(summaryOf({ ...gauge, series: [] })).toBe('Nodes per day: every line is switched off.');
  });
});
