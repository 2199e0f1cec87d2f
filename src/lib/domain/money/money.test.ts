import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import { formatFlux, formatPrice, formatUsd, parseDecimal, priceE8, usdMicros } from './money.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const sats = fc.bigInt({ min: 0n, max: 10n ** 17n });
const prices = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe(parseDecimal, () => {
  it.each([
    ['1.65388268', 8, 165_388_268n],
    ['28.5', 8, 2_850_000_000n],
    ['0', 8, 0n],
    ['-0.00000001', 8, -1n],
    ['90071992.54740993', 8, 9_007_199_254_740_993n],
    ['12', 0, 12n]
  ])('reads %s with %i decimals', (text, decimals, value) => {
    expect(parseDecimal(text, decimals)).toBe(value);
  });
  it.each([
    '',
    ' 1',
    '1 ',
    '1.',
    '.5',
    '+1',
    '1e-7',
    '1E3',
    '1,000',
    '0x10',
    'NaN',
    'Infinity',
    '--1',
    '1.2.3',
    '١',
    '1\n'
  ])('refuses %j', (text) => {
    expect(() => parseDecimal(text, 8)).toThrow(RangeError);
  });
  it('refuses more decimals than there are, even zeros', () => {
    expect(() => parseDecimal('1.000000000', 8)).toThrow('more than 8 decimals');
    expect(() => parseDecimal('1.0', 0)).toThrow('more than 0 decimals');
  });
});

describe(formatFlux, () => {
  it('always writes 8 decimals', () => {
    expect([165_388_268n, 0n, 1n, -50_000_000n, 10n ** 20n].map(formatFlux)).toEqual([
      '1.65388268',
      '0.00000000',
      '0.00000001',
      '-0.50000000',
      '1000000000000.00000000'
    ]);
  });
  it('is read back as the same amount', () => {
    fc.assert(fc.property(int64, (sat) => parseDecimal(formatFlux(sat), 8) === sat));
  });
});

describe(formatUsd, () => {
  it('writes 2 to 6 decimals without trailing zeros beyond the second', () => {
    expect([330_000n, 101_000n, 777_000_000n, 1n, 0n, -1_500_000n, 123_456n].map(formatUsd)).toEqual([
      '0.33',
      '0.101',
      '777.00',
      '0.000001',
      '0.00',
      '-1.50',
      '0.123456'
    ]);
  });
  it('is read back as the same value, in the shape of the contract', () => {
    fc.assert(
      fc.property(int64, (micros) => {
        const text = formatUsd(micros);
        expect(text).toMatch(/^-?\d+\.\d{2}(\d{0,3}[1-9])?$/);
        expect(parseDecimal(text, 6)).toBe(micros);
      })
    );
  });
});

describe(usdMicros, () => {
  it.each(golden.usd)('values $amountSat sat at $price as $usdMicros', ({ amountSat, price, usdMicros: micros }) => {
    expect(usdMicros(BigInt(amountSat), priceE8(price))).toBe(BigInt(micros));
  });
  it('is the whole number nearest to the exact product, the upper one of two equally near', () => {
    fc.assert(
      fc.property(sats, prices, (sat, price) => {
        const twiceTheError = 2n * (usdMicros(sat, price) * 10n ** 10n - sat * price);
        expect(twiceTheError > -(10n ** 10n) && twiceTheError <= 10n ** 10n).toBe(true);
      })
    );
  });
  it('rounds exactly half up, below zero too', () => {
    expect(
      [4_999_999_999n, 5_000_000_000n, -5_000_000_000n, -5_000_000_001n, -(10n ** 10n)].map((sat) => usdMicros(sat, 1n))
    ).toEqual([0n, 1n, 0n, -1n, -1n]);
  });
});

describe(priceE8, () => {
  it.each([
    ['0.07281', 7_281_000n],
    ['0.07110000', 7_110_000n],
    [0.0712, 7_120_000n],
    [1e-7, 10n],
    ['1e-7', 10n],
    ['1.5E+2', 15_000_000_000n],
    [2, 200_000_000n],
    ['0.123456784', 12_345_678n],
    ['0.123456785', 12_345_679n],
    ['0.000000005', 1n],
    [0.1 + 0.2, 30_000_000n]
  ])('reads %s as %s', (text, price) => {
    expect(priceE8(text)).toBe(price);
  });
  it.each([
    '',
    '0',
    '0.0',
    '-1',
    '-0.07',
    'NaN',
    'Infinity',
    '1e',
    'e1',
    '0.000000004',
    '1e999',
    '1e9999',
    ' 1',
    '1 ',
    '$1',
    'null'
  ])('refuses %j', (text) => {
    expect(() => priceE8(text)).toThrow(RangeError);
  });
  it.each([0, -0, -1, NaN, Infinity, -Infinity, 1e-10, 1e300, 5e-324])('refuses the number %d', (price) => {
    expect(() => priceE8(price)).toThrow(RangeError);
  });
  it('reads a formatted price back as the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (price) => priceE8(formatPrice(price)) === price)
    );
  });
  it('reads a JSON number as its own text, whatever its form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 36 }), fc.integer({ min: 0, max: 8 }), (digits, decimals) => {
        const text = `${digits}e-${decimals}`;
        expect(priceE8(Number(text))).toBe(BigInt(digits) * 10n ** BigInt(8 - decimals));
      })
    );
  });
});

describe(formatPrice, () => {
  it('writes 2 to 8 decimals', () => {
    expect([7_281_000n, 7_000_000n, 100_000_000n, 1n].map(formatPrice)).toEqual([
      '0.07281',
      '0.07',
      '1.00',
      '0.00000001'
    ]);
  });
});
