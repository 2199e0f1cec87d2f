/** Fields of a message that are read in one way, whoever reads them. */
import type { AppMessage } from '../../../../domain/chain.ts';

/** Whatever does not say that it registers an app changes one. */
export function typeOf(told: unknown): AppMessage['type'] {
  return typeof told === 'string' && /register$/i.test(told) ? 'register' : 'update';
}

/** Satoshi, as a number or as digits; null for everything else. */
export function satOrNull(told: unknown): bigint | null {
  if (typeof told === 'number' && Number.isSafeInteger(told) && told >= 0) return BigInt(told);
  return typeof told === 'string' && /^\d{1,30}$/.test(told) ? BigInt(told) : null;
}
