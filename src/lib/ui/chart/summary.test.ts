import { describe, expect, it } from 'vitest';
import type { ChartData } from './data.ts';
import { figuresOf, summaryOf } from './summary.ts';

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
  it('adds up all known days of a flow, and compares the finished ones', () => {
    expect(figuresOf(flow)).toEqual([
      { label: 'total', text: '16.01 FLUX', note: '3 days, 1 of them in part' },
      { label: 'mean', text: '7.50 FLUX', note: '2 days' },
      { label: 'high', text: '10.00 FLUX', note: '2026-11-18' },
      { label: 'low', text: '5.01 FLUX', note: '2026-11-19' }
    ]);
  });
  it('counts a month that lacks days into the total, not into the comparison', () => {
    const cut: ChartData = {
      ...flow,
      bucket: 'monthly',
      points: ['2026-09-01', '2026-10-01', '2026-11-01'].map((date) => ({ date, isOpen: date === '2026-11-01' })),
      series: [{ key: 'r', label: 'Revenue', values: [1, 30, 7], parts: [true, false, false] }]
    };
    expect(figuresOf(cut).map(({ text, note }) => [text, note])).toEqual([
      ['38.00 FLUX', '3 months, 2 of them in part'],
      ['30.00 FLUX', '1 month'],
      ['30.00 FLUX', '2026-10'],
      ['30.00 FLUX', '2026-10']
    ]);
    const alone = { ...cut, points: cut.points.slice(0, 1), series: [{ ...cut.series[0]!, values: [1] }] };
    expect(figuresOf(alone)).toEqual([{ label: 'total', text: '1.00 FLUX', note: '1 month in part' }]);
  });
  it('writes a price as exactly as it is known', () => {
    const price: ChartData = {
      ...gauge,
      unit: 'USD/FLUX',
      series: [{ key: 'p', label: 'Price', values: [0.05812346, 0.0712, 0.12345678] }]
    };
    expect(figuresOf(price).map(({ text }) => text)).toEqual([
      '$0.12345678',
      '$0.08426008',
      '$0.12345678',
      '$0.05812346'
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
      'Revenue per day in FLUX, 2026-11-18 to 2026-11-20: total 16.01 FLUX (3 days, 1 of them in part), mean 7.50 FLUX (2 days), high 10.00 FLUX (2026-11-18), low 5.01 FLUX (2026-11-19).'
    );
    expect(summaryOf(gauge)).toContain('Cumulus latest 4,001 (2026-11-20)');
    expect(summaryOf(gauge)).toContain('; Nimbus latest n/a.');
    expect(summaryOf({ ...gauge, series: [] })).toBe('Nodes per day: every line is switched off.');
  });
});
