import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as format from './format.ts';

describe('money', () => {
  it('is grouped and rounded half up, as text', () => {
    expect(format.fluxText('1284.91500000')).toBe('1,284.92');
    expect(format.fluxText('90071992547409.93000001', 8)).toBe('90,071,992,547,409.93000001');
    expect(format.fluxText('-0.00400000')).toBe('0.00');
    expect(format.fluxText('999999.99500000')).toBe('1,000,000.00');
  });
  it('keeps every digit when all decimals are shown', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (sat) => {
        const digits = sat.toString().padStart(9, '0');
        const wire = `${digits.slice(0, -8)}.${digits.slice(-8)}`;
        expect(format.fluxText(wire, 8).replaceAll(',', '')).toBe(wire);
      })
    );
  });
  it('is rounded whatever number of decimals it comes with, and never fails', () => {
    expect(format.usdText('0.05812346')).toBe('$0.06');
    expect(format.usdText('0.00012345678')).toBe('$0.00012345678');
    expect(format.fluxText('1.000000005', 8)).toBe('1.00000001');
    expect(['', '1e-7', 'NaN', '1,5', '.5'].map((text) => format.usdText(text))).toEqual(Array(5).fill('n/a'));
    expect(format.countText(Number.NaN)).toBe('n/a');
    expect(format.priceText(Infinity)).toBe('n/a');
    expect([format.dateTimeText(1e300), format.isoText(1e300)]).toEqual(['n/a', '']);
  });
  it('has four decimals as a price, or as many of eight as it has', () => {
    expect(['0.07', '0.05812346', '1.25', '0.058123456'].map(format.exactPriceText)).toEqual([
      '$0.0700',
      '$0.05812346',
      '$1.2500',
      '$0.05812346'
    ]);
  });
  it('shows a payment below a cent as what it is', () => {
    expect(format.usdText('0.0042')).toBe('$0.0042');
    expect(format.usdText('0.00')).toBe('$0.00');
    expect(format.usdText('-12.345')).toBe('-$12.35');
  });
});

describe('shares', () => {
  it('have two significant digits, and are all of it only when they are', () => {
    const texts = [24.63, 2.84, 0.164, 0.00071, 0, 100, 99.6, 99.4].map(format.shareText);
    expect(texts).toEqual(['25%', '2.8%', '0.16%', '0.00071%', '0%', '100%', '>99%', '99%']);
  });
});

describe('what is unknown', () => {
  it('reads n/a, never 0', () => {
    const texts = [
      format.countText(null),
      format.fluxText(null),
      format.usdText(null),
      format.priceText(null),
      format.shareText(null),
      format.changeText(null),
      format.pointsText(null),
      format.differenceText(null),
      format.amountText(null),
      format.sizeText(null),
      format.dateTimeText(null)
    ];
    expect(new Set(texts)).toEqual(new Set(['n/a']));
  });
});

describe('a total', () => {
  it('says when there is more, and when nothing is known', () => {
    expect(format.totalText({ total: 25_117, asOf: 1 })).toBe('25,117');
    expect(format.totalText({ total: 10_000, totalIsLowerBound: true, asOf: 1 })).toBe('10,000+');
    expect(format.totalText({ total: 0, asOf: null })).toBe('n/a');
  });
});

describe('numbers', () => {
  it('carry their sign when they are changes', () => {
    expect([3.2, -10.456, 0, 1234.5].map(format.changeText)).toEqual(['+3.20%', '-10.46%', '0.00%', '+1,234.50%']);
  });
  it('change in points where they are percentages', () => {
    expect([1.2, -0.456, 0].map(format.pointsText)).toEqual(['+1.20 pp', '-0.46 pp', '0.00 pp']);
  });
  it('change by what lies between, exactly as it came', () => {
    expect([1204, -3, 0, '0.00000000', '25.10000000', '-1234.50'].map(format.differenceText)).toEqual([
      '+1,204',
      '-3',
      '0',
      '0.00000000',
      '+25.10000000',
      '-1,234.50'
    ]);
  });
  it('have no more decimals than they need', () => {
    expect([30_000, 2.5, 0.25, 1234.567, 0].map(format.amountText)).toEqual(['30,000', '2.5', '0.25', '1,234.57', '0']);
  });
  it('of memory have the unit that fits', () => {
    expect([0.85, 0, 1, 999.5, 1_000, 1_234_567].map(format.sizeText)).toEqual([
      '850 MB',
      '0 MB',
      '1 GB',
      '999.5 GB',
      '1 TB',
      '1,234.57 TB'
    ]);
  });
  it('are compact on axes', () => {
    expect([0, 950, 1200, 250_000, 3_500_000].map(format.compactText)).toEqual(['0', '950', '1.2k', '250k', '3.5M']);
  });
  it('split into what matters and what may stand back', () => {
    expect(format.splitFigure('1,284.91274433', 2)).toEqual({ main: '1,284.91', rest: '274433' });
    expect(format.splitFigure('1,284.91', 0)).toEqual({ main: '1,284', rest: '.91' });
    expect(format.splitFigure('519', 2)).toEqual({ main: '519', rest: '' });
    expect(format.splitFigure('1,234.5 TB', 1)).toEqual({ main: '1,234.5 TB', rest: '' });
  });
});

describe('time', () => {
  it('is UTC', () => {
    expect(format.dateTimeText(1_795_210_569)).toBe('2026-11-20 21:36:09');
  });
  it('is short on axes', () => {
    expect([format.axisDateText('2026-11-03', false), format.axisDateText('2026-11-03', true)]).toEqual([
      'Nov 3',
      'Nov 2026'
    ]);
  });
  it('is as old as its largest unit', () => {
    expect([-5, 59, 61, 7200, 172_800].map(format.durationText)).toEqual(['0 s', '59 s', '1 min', '2 h', '2 d']);
  });
  it('counts down to 0:00 and no further', () => {
    expect([125, 0.2, -3].map(format.countdownText)).toEqual(['2:05', '0:01', '0:00']);
  });
});
