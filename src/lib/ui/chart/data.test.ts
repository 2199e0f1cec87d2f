import { describe, expect, it } from 'vitest';
import { plainText, readingText, readingsOf, valueText, type ChartData } from './data.ts';

describe(readingText, () => {
  it('is the exact amount of a day, and says what is not over', () => {
    const one = data({ series: [{ key: 'a', label: 'Revenue', values: [7563.12, 1e-8] }] });
    expect(readingText(one, 0)).toBe('2026-11-19 · 7,563.12000000 FLUX');
    expect(readingText(one, 1)).toBe('2026-11-20, so far · 0.00000001 FLUX');
  });
  it('takes the text where the number is not exact', () => {
    const one = data({
      series: [{ key: 'a', label: 'A', values: [123_456_789_012.12, null], texts: ['123456789012.12345678', null] }]
    });
    expect(readingText(one, 0)).toBe('2026-11-19 · 123,456,789,012.12345678 FLUX');
  });
  it('names several series, leaves out the hidden, and knows what it does not know', () => {
    const both = data({
      unit: '',
      bucket: 'weekly',
      series: [
        { key: 'a', label: 'Cumulus', values: [4000, null] },
        { key: 'b', label: 'Nimbus', values: [2500.5, 3], notes: ['5 of 7 days known', null] }
      ]
    });
    expect(readingText(both, 0)).toBe('2026-11-19 to 11-25 · Cumulus 4,000 · Nimbus 2,500.5 (5 of 7 days known)');
    expect(readingText(both, 1, ['b'])).toBe('2026-11-20 to 11-26, so far · Cumulus n/a');
    expect(readingText(both, 2)).toBe('');
  });
});

describe(readingsOf, () => {
  it('formats once', () => {
    const one = data({ series: [{ key: 'a', label: 'A', values: [1, 2] }] });
    expect(readingsOf(one)).toBe(readingsOf(one));
  });
});

describe(valueText, () => {
  it.each([
    ['1234.5', 'USD', '$1,234.50'],
    ['30', '%', '30.00%'],
    ['14200', 'GB', '14,200 GB'],
    [null, 'GB', 'n/a']
  ])('writes %s %s as %s', (exact, unit, text) => {
    expect(valueText(exact, unit)).toBe(text);
  });
});

describe(plainText, () => {
  it('has no exponent', () => {
    expect([1e-8, 1e21, 0.5, -3].map(plainText)).toEqual(['0.00000001', '1000000000000000000000', '0.5', '-3']);
  });
});

function data(given: Partial<ChartData>): ChartData {
  const points = [
    { date: '2026-11-19', isOpen: false },
    { date: '2026-11-20', isOpen: true }
  ];
  return { title: 'T', unit: 'FLUX', bucket: 'daily', kind: 'flow', points, series: [], ...given };
}
