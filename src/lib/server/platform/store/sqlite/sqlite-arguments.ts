/**
 * Arguments as SQLite binds them: lists and objects as JSON text. Made in the caller's thread: a text crosses to another
 * thread far cheaper than the objects it describes.
 */
import { toPortableJson, toPortableText } from '../portable-text.ts';

export type BoundArguments = Record<string, string | number | bigint | null>;

export function bindArguments(args: object): BoundArguments {
  const bound: BoundArguments = {};
  for (const [key, value] of Object.entries(args) as [string, unknown][]) bound[key] = bind(value);
  return bound;
}

function bind(value: unknown): string | number | bigint | null {
  if (typeof value === 'string') return toPortableText(value);
  return isScalar(value) ? value : toPortableJson(JSON.stringify(value));
}

function isScalar(value: unknown): value is number | bigint | null {
  return value === null || typeof value !== 'object';
}
