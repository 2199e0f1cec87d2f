import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time/periods.ts';
import type { DayChart, DaySeries } from './day-series.ts';
import { chartWithExtras, leadFor, withSecond } from './extra-lines.ts';

const TODAY = '2026-11-20';
const both = { mean: true, before: true };

describe(chartWithExtras, () => {
  it('puts the same number of days before on the days of the range', () => {
    const [own, before] = linesOf(['1', '2', '3', '4', '5', '6'], { lead: 3, extras: { mean: false, before: true } });
    expect(own).toMatchObject({ key: 'paid', values: [4, 5, 6] });
    expect(before).toMatchObject({
      key: 'paid~before',
      role: 'before',
      label: 'Before, 2026-11-15 to 2026-11-17',
      values: [1, 2, 3]
    });
  });
  it('draws no ghost of which days are missing', () => {
    expect(linesOf(['1', '2', '3', '4'], { lead: 1, extras: { mean: false, before: true } })).toHaveLength(1);
  });
  it('takes the mean of seven known days, without the day that is not over', () => {
    // 7 days of 1 to 7 are 28: the mean is 4. The next is (2 + ... + 8) / 7 = 5. Then today follows.
    const lines = linesOf(['1', '2', '3', '4', '5', '6', '7', '8', '9'], {
      lead: 6,
      extras: { mean: true, before: false }
    });
    expect(lines[1]).toMatchObject({ role: 'mean', label: '7-day mean', values: [4, 5, null] });
  });
  it('knows no mean of days of which one is not known', () => {
    const lines = linesOf(['1', null, '3', '4', '5', '6', '7', '8', '9', '10'], {
      lead: 6,
      extras: { mean: true, before: false }
    });
    expect(lines[1]?.values).toEqual([null, null, 6, null]);
  });
  it('divides sums for the mean of a ratio', () => {
    const ratio: DaySeries = {
      key: 'used',
      label: 'Used',
      kind: 'ratio',
      parts: [0, 0, 0, 0, 0, 0, 70],
      wholes: [100, 100, 100, 100, 100, 100, 100]
    };
    const chart = chartOf([ratio], 7);
    // 70 of 700.
    expect(chartWithExtras({ ...chart, unit: '%' }, 6, { mean: true, before: false }).series[1]?.values).toEqual([10]);
  });
  it('gives no shadows to many lines', () => {
    const many = Array.from({ length: 4 }, (_, at): DaySeries => flow(`line ${at}`, ['1', '2']));
    expect(chartWithExtras(chartOf(many, 2), 1, both).series).toHaveLength(4);
  });
});

describe(leadFor, () => {
  it('needs six days for a mean, and the whole range again for what was before', () => {
    expect(leadFor({ mean: true, before: false })(30)).toBe(6);
    expect(leadFor(both)(30)).toBe(30);
    expect(leadFor({ mean: false, before: false })(30)).toBe(0);
  });
});

describe(withSecond, () => {
  it('puts the other figure on the same days, with its own unit', () => {
    const data = chartWithExtras(chartOf([flow('paid', ['1', '2', '3'])], 3), 0, { mean: false, before: false });
    const price = { ...data, unit: 'USD', kind: 'gauge' as const, points: data.points.slice(1) };
    const other = { ...price, series: [{ key: 'price', label: 'Price', values: [7, 8] }] };
    expect(withSecond(data, other).series[1]).toMatchObject({
      key: 'second',
      label: 'Price (USD)',
      role: 'second',
      unit: 'USD',
      kind: 'gauge',
      values: [null, 7, 8]
    });
  });
});

function linesOf(values: (string | null)[], { lead, extras }: { lead: number; extras: typeof both }) {
  return chartWithExtras(chartOf([flow('paid', values)], values.length), lead, extras).series;
}

function flow(key: string, values: (string | null)[]): DaySeries {
  return { key, label: key, kind: 'flow', values };
}

/** So many days until today. */
function chartOf(series: DaySeries[], days: number): DayChart {
  const dates = Array.from({ length: days }, (_, index) => addDays(TODAY, index + 1 - days));
  return { title: 'Paid', unit: 'FLUX', bucket: 'daily', dates, series, today: TODAY };
}
