import { expect, it } from 'vitest';
import { readDecimal } from './decimal-input.ts';

it.each([
  [12.5, 'DECIMAL_INVALID_TYPE'],
  [null, 'DECIMAL_INVALID_TYPE'],
  [undefined, 'DECIMAL_INVALID_TYPE'],
  ['', 'DECIMAL_EMPTY_VALUE'],
  ['  ', 'DECIMAL_EMPTY_VALUE'],
  ['1e5', 'DECIMAL_INVALID_FORMAT'],
  ['1,5', 'DECIMAL_INVALID_FORMAT'],
  [' 1', 'DECIMAL_INVALID_FORMAT'],
  ['1.', 'DECIMAL_INVALID_FORMAT'],
  ['1.000000001', 'DECIMAL_INVALID_FORMAT'],
  ['0', 'DECIMAL_OUT_OF_RANGE'],
  ['-1', 'DECIMAL_OUT_OF_RANGE'],
  ['100.00000001', 'DECIMAL_OUT_OF_RANGE']
])('refuses %j as %s', (given, fault) => {
  expect(readDecimal(given, { decimals: 8, max: 10_000_000_000n })).toEqual({ fault });
});

it('reads every digit', () => {
  expect(readDecimal('99.99999999', { decimals: 8, max: 10_000_000_000n })).toEqual({ value: 9_999_999_999n });
});
