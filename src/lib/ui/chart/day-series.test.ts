import { describe, expect, it } from 'vitest';
import { eachDay, type Bucket } from '../../domain/time/periods.ts';
import { chartData, nextBucket, type DaySeries } from './day-series.ts';

const TODAY = '2026-11-20';

describe(chartData, () => {
  it('sums whole weeks of a flow and marks the running one', () => {
    const { points, series } = of(
      'weekly',
      '2026-11-09',
      flow(() => '2.50000000')
    );
    expect(points).toEqual([
      { date: '2026-11-09', isOpen: false },
      { date: '2026-11-16', isOpen: true }
    ]);
    expect(series[0]).toEqual({ key: 'k', label: 'K', values: [17.5, 12.5] });
  });
  it('sums the known days of a week, and says how many they are', () => {
    const { series } = of(
      'weekly',
      '2026-11-09',
      flow((date) => (date === '2026-11-11' ? null : 1))
    );
    expect(series[0]).toMatchObject({ values: [6, 5], notes: ['6 of 7 days', null], parts: [true, false] });
  });
  it('says that a month lacks the days before those that were given', () => {
    const { series } = of(
      'monthly',
      '2026-10-05',
      flow(() => 1)
    );
    expect(series[0]).toMatchObject({ values: [27, 20], notes: ['27 of 31 days', null] });
  });
  it('does not know the sum of a week of which no day is known', () => {
    const { series } = of(
      'weekly',
      '2026-11-02',
      flow((date) => (date < '2026-11-09' || date > '2026-11-15' ? 1 : null))
    );
    expect(series[0]).toMatchObject({ values: [7, null, 5], notes: [null, '0 of 7 days', null] });
  });
  it('has one total in every view, whatever lacks a price, and marks what does', () => {
    const total = (bucket: Bucket) => {
      const dates = days('2026-08-20');
      const unpriced = new Set(['2026-09-03', '2026-10-31']);
      const partly = new Set(['2026-10-07']);
      const series: DaySeries = {
        ...named,
        kind: 'flow',
        values: dates.map((date) => (unpriced.has(date) ? null : '1.25')),
        payments: {
          priced: dates.map((date) => (unpriced.has(date) ? 0 : partly.has(date) ? 9 : 10)),
          all: dates.map(() => 10)
        }
      };
      return chartData(options(bucket, '2026-08-20', series));
    };
    const views = { daily: total('daily'), weekly: total('weekly'), monthly: total('monthly') };
    const sums = Object.values(views).map(({ series }) =>
      series[0]?.values.reduce<number>((sum, v) => sum + (v ?? 0), 0)
    );
    // 93 days, two of them without a price.
    expect(sums).toEqual([113.75, 113.75, 113.75]);
    expect(views.monthly.series[0]?.notes).toEqual([
      '12 of 31 days',
      '290 of 300 payments priced',
      '299 of 310 payments priced',
      null
    ]);
    expect(views.daily.series[0]?.values[14]).toBeNull();
    expect(views.daily.series[0]?.notes?.[14]).toBe('0 of 10 payments priced');
    expect(views.monthly.series[0]?.parts).toEqual([true, false, false, false]);
  });
  it('is the mean of the known days of a gauge, to hundredths', () => {
    const counts: Record<string, number> = { '2026-11-09': 7_600, '2026-11-10': 7_601, '2026-11-12': 7_603 };
    const { series } = of('weekly', '2026-11-09', {
      ...named,
      kind: 'gauge',
      values: days('2026-11-09').map((date) => counts[date] ?? null)
    });
    // 22,804 / 3 = 7,601.333...
    expect(series[0]).toMatchObject({ values: [7_601.33, null], notes: ['3 of 7 days', '0 of 5 days'] });
  });
  it('divides the sums of a ratio, not the mean of its percentages', () => {
    const parts: (number | null)[] = [1, 50, null];
    const wholes: (number | null)[] = [100, 100, 100];
    const given = (values: (number | null)[]) => days('2026-11-09').map((_, index) => values[index] ?? null);
    const { series } = of('weekly', '2026-11-09', {
      ...named,
      kind: 'ratio',
      parts: given(parts),
      wholes: given(wholes)
    });
    expect(series[0]).toMatchObject({ values: [25.5, null], notes: ['2 of 7 days', '0 of 5 days'] });
    const uneven = of('weekly', '2026-11-09', {
      ...named,
      kind: 'ratio',
      parts: given([90, 0]),
      wholes: given([100, 900])
    });
    expect(uneven.series[0]?.values[0]).toBe(9);
  });
  it('does not know a share of nothing', () => {
    const { series } = of('daily', '2026-11-19', { ...named, kind: 'ratio', parts: [0, 1], wholes: [0, 2] });
    expect(series[0]?.values).toEqual([50]);
  });
  it('keeps the exact text where a number would lose a digit, and only there', () => {
    const big = of(
      'daily',
      '2026-11-20',
      flow(() => '123456789012.12345678')
    );
    expect(big.series[0]?.texts).toEqual(['123456789012.12345678']);
    const small = of(
      'daily',
      '2026-11-20',
      flow(() => '1520.06022804')
    );
    expect(small.series[0]).toEqual({ key: 'k', label: 'K', values: [1520.06022804] });
    const dust = of(
      'daily',
      '2026-11-20',
      flow(() => '0.00000001')
    );
    expect(dust.series[0]).toEqual({ key: 'k', label: 'K', values: [1e-8] });
  });
  it('sums without the errors of floats', () => {
    expect(
      of(
        'weekly',
        '2026-11-09',
        flow(() => 0.1)
      ).series[0]?.values
    ).toEqual([0.7, 0.5]);
  });
  it('keeps a known zero, a gap, and leaves out what is before the first known day', () => {
    const known: Record<string, number | null> = { '2026-11-17': 0, '2026-11-18': null, '2026-11-19': 3 };
    const { points, series } = of(
      'daily',
      '2026-11-16',
      flow((date) => known[date] ?? null)
    );
    expect(points.map(({ date }) => date.slice(8))).toEqual(['17', '18', '19', '20']);
    expect(series[0]?.values).toEqual([0, null, 3, null]);
  });
  it('begins with the first bucket that brought anything, if so asked, and keeps that bucket whole', () => {
    const values = (date: string) => (date < '2026-11-11' ? 0 : 2);
    const given = { ...options('weekly', '2026-10-05', flow(values)), isSinceFirst: true };
    expect(chartData(given)).toMatchObject({
      points: [{ date: '2026-11-09' }, { date: '2026-11-16' }],
      series: [{ values: [10, 10] }]
    });
  });
  it("does not call a gauge's own day unfinished, but its week", () => {
    const gauge = (start: string): DaySeries => ({ ...named, kind: 'gauge', values: days(start).map(() => 5) });
    expect(of('daily', '2026-11-20', gauge('2026-11-20')).points[0]?.isOpen).toBe(false);
    expect(of('weekly', '2026-11-20', gauge('2026-11-20')).points[0]?.isOpen).toBe(true);
  });
  it('starts where the first of several series starts', () => {
    const late: DaySeries = { ...named, kind: 'gauge', values: [null, null, 1] };
    const early: DaySeries = { key: 'e', label: 'E', kind: 'gauge', values: [null, 7, 8] };
    const { points, series } = chartData({ ...options('daily', '2026-11-18', late), series: [late, early] });
    expect(points.map(({ date }) => date)).toEqual(['2026-11-19', '2026-11-20']);
    expect(series.map(({ values }) => values)).toEqual([
      [null, 1],
      [7, 8]
    ]);
  });
  it('is empty when nothing is known', () => {
    expect(
      of(
        'monthly',
        '2026-11-01',
        flow(() => null)
      )
    ).toMatchObject({ points: [], series: [{ values: [] }] });
  });
  it('rounds what has more decimals than can be kept', () => {
    expect(
      of(
        'daily',
        '2026-11-20',
        flow(() => '0.123456789')
      ).series[0]?.values
    ).toEqual([0.12345679]);
  });
  it('refuses what is not a number', () => {
    expect(() =>
      of(
        'daily',
        '2026-11-20',
        flow(() => Number.NaN)
      )
    ).toThrow(RangeError);
    expect(() =>
      of(
        'daily',
        '2026-11-20',
        flow(() => '1,000')
      )
    ).toThrow(RangeError);
  });
});

describe(nextBucket, () => {
  it('knows days, weeks and months of all lengths', () => {
    expect(nextBucket('2026-12-31', 'daily')).toBe('2027-01-01');
    expect(nextBucket('2026-12-28', 'weekly')).toBe('2027-01-04');
    expect(['2027-01-01', '2027-02-01', '2027-04-01', '2027-12-01'].map((date) => nextBucket(date, 'monthly'))).toEqual(
      ['2027-02-01', '2027-03-01', '2027-05-01', '2028-01-01']
    );
  });
});

const named = { key: 'k', label: 'K' };

function days(start: string): string[] {
  return eachDay(start, TODAY);
}

/** Its values are filled in once the days are known. */
function flow(value: (date: string) => string | number | null) {
  return (start: string): DaySeries => ({ ...named, kind: 'flow', values: days(start).map(value) });
}

function options(bucket: Bucket, start: string, series: DaySeries | ((start: string) => DaySeries)) {
  const given = typeof series === 'function' ? series(start) : series;
  return { title: 'T', unit: '', bucket, dates: days(start), series: [given], today: TODAY };
}

function of(...given: Parameters<typeof options>) {
  return chartData(options(...given));
}
