import { describe, expect, it } from 'vitest';
import { chartCsv, fileName } from './download.ts';
import type { ChartData } from './data.ts';

const points = [
  { date: '2026-11-19', isOpen: false },
  { date: '2026-11-20', isOpen: true }
];
const revenue: ChartData = {
  title: 'Revenue',
  unit: 'FLUX',
  bucket: 'daily',
  kind: 'flow',
  points,
  series: [{ key: 'r', label: 'Revenue', values: [123_456_789_012.12, null], texts: ['123456789012.12345678', null] }]
};

describe(chartCsv, () => {
  it('holds exact values, an empty cell for unknown, and says what is not over', () => {
    expect(chartCsv(revenue)).toBe(
      'date,Revenue (FLUX),note\r\n2026-11-19,123456789012.12345678,\r\n2026-11-20,,so far\r\n'
    );
  });
  it('writes labels that a spreadsheet would run as text, and numbers as they are', () => {
    const series = [
      { key: 'a', label: '=1+1', values: [-5, 0] },
      { key: 'b', label: 'a,b', values: [1e-8, 2], notes: ['5 of 7 days known', null] }
    ];
    expect(chartCsv({ ...revenue, unit: '', series })).toBe(
      `date,'=1+1,"a,b",note\r\n2026-11-19,-5,0.00000001,"a,b: 5 of 7 days known"\r\n2026-11-20,0,2,so far\r\n`
    );
  });
});

describe(fileName, () => {
  it('says what is in the file, whatever the title', () => {
    expect(fileName(revenue, 'csv')).toBe('fluxtracker-revenue-daily-2026-11-20.csv');
    expect(fileName({ ...revenue, title: '../Ünï  x', points: [] }, 'png')).toBe('fluxtracker-n-x-daily.png');
  });
});
