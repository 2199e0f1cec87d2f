/**
 * Arguments as SQLite binds them: lists and objects as JSON text. Made in the caller's thread: a text crosses to another
 * thread far cheaper than the objects it describes.
 */
export type BoundArguments = Record<string, string | number | bigint | null>;

export function bindArguments(args: object): BoundArguments {
  const bound: BoundArguments = {};
  for (const [key, value] of Object.entries(args) as [string, unknown][]) {
    bound[key] = isScalar(value) ? value : JSON.stringify(value);
  }
  return bound;
}

function isScalar(value: unknown): value is string | number | bigint | null {
  return value === null || typeof value !== 'object';
}
