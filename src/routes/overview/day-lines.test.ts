import { describe, expect, it } from 'vitest';
import type { FullSnapshot } from '../../lib/contract/history/snapshots.ts';
import { chartData } from '../../lib/ui/chart/day-series.ts';
import { productLines, utilizationLines } from './day-lines.ts';

describe(productLines, () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ slug: `p${place + 1}`, label: `P${place + 1}` }));
  const answer = (count: number) => ({
    category: 'gaming' as const,
    count: 3,
    products: named(count),
    data: [
      { date: '2026-11-18', counts: { p1: 10, p7: 2, p8: 3 } },
      { date: '2026-11-19', counts: null },
      { date: '2026-11-20', counts: { p1: 12, p2: 4 } }
    ],
    asOf: 0,
    stale: false
  });

  it('counts a product that a known day does not name as none, and an unknown day as unknown', () => {
    expect(productLines(answer(2))).toEqual([
      { key: 'p1', label: 'P1', kind: 'gauge', values: [10, null, 12] },
      { key: 'p2', label: 'P2', kind: 'gauge', values: [0, null, 4] }
    ]);
  });
  it('sums up what is beyond six lines', () => {
    const lines = productLines(answer(8));
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toEqual({ key: 'others', label: '2 others', kind: 'gauge', values: [5, null, 0] });
  });
});

describe(utilizationLines, () => {
  it('weighs days by their size', () => {
    const day = (used: number, total: number) => {
      const part = { used, total, utilization: null };
      return { cloud: { cpu: part, ram: part, storage: { used: null, total: null, utilization: null } } };
    };
    // 10 of 100 and 300 of 400: 310 of 500, not the mean of 10 and 75 percent.
    const days = [day(10, 100), day(300, 400)] as FullSnapshot[];
    const { series } = chartData({
      title: '',
      unit: '%',
      bucket: 'weekly',
      dates: ['2026-11-09', '2026-11-10'],
      series: utilizationLines(days),
      today: '2026-11-20'
    });
    expect(series.map(({ key, values }) => [key, values])).toEqual([
      ['cpu', [62]],
      ['ram', [62]],
      ['storage', [null]]
    ]);
  });
});
