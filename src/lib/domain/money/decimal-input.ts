/** Amounts that somebody sends: decimal strings, read strictly, refused by a code that a program can tell apart. */
import { parseDecimal } from './decimal.ts';

export type DecimalFault =
  'DECIMAL_INVALID_TYPE' | 'DECIMAL_INVALID_FORMAT' | 'DECIMAL_OUT_OF_RANGE' | 'DECIMAL_EMPTY_VALUE';

export type DecimalRead = { value: bigint } | { fault: DecimalFault };

/** A positive amount of at most `max` units of the last decimal. A number is refused: it may have lost digits already. */
export function readDecimal(given: unknown, { decimals, max }: { decimals: number; max: bigint }): DecimalRead {
  if (typeof given !== 'string') return { fault: 'DECIMAL_INVALID_TYPE' };
  if (given.trim() === '') return { fault: 'DECIMAL_EMPTY_VALUE' };
  if (given.length > 100) return { fault: 'DECIMAL_OUT_OF_RANGE' };
  if (!/^-?\d+(?:\.\d+)?$/.test(given)) return { fault: 'DECIMAL_INVALID_FORMAT' };
  const fraction = given.split('.')[1] ?? '';
  if (fraction.length > decimals) return { fault: 'DECIMAL_INVALID_FORMAT' };
  const value = parseDecimal(given, decimals);
  return value <= 0n || value > max ? { fault: 'DECIMAL_OUT_OF_RANGE' } : { value };
}
