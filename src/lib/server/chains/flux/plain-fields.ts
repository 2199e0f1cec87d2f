/** Fields beyond doubt: what the schemas of loose-fields.ts and transaction-fields.ts read as it stands. */
import { MAX_COUNT } from './transaction-fields.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** No list, no null. */
export function isObject(told: unknown): told is JsonObject {
  return typeof told === 'object' && told !== null && !Array.isArray(told);
}

export function isText(told: unknown): told is string {
  return typeof told === 'string';
}

/** A whole number from 0 to `most`. */
export function isPlainCount(told: unknown, most = MAX_COUNT): told is number {
  return typeof told === 'number' && Number.isSafeInteger(told) && told >= 0 && told <= most;
}

/** A number from 0, perhaps with a fraction. */
export function isPlainAmount(told: unknown): told is number {
  return typeof told === 'number' && Number.isFinite(told) && told >= 0;
}
