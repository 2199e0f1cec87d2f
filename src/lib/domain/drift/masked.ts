/** A row without its values: kinds and lengths in their place. Names of fields stay. */
import { kindOf } from './shape.ts';

const MOST_KEYS = 40;
const MOST_DEPTH = 6;

export type Masked = string | Masked[] | { [key: string]: Masked };

export function masked(value: unknown, depth = 0): Masked {
  const kind = kindOf(value);
  if (kind === null) return 'null';
  if (kind === 'string') return `string(${(value as string).length})`;
  if (kind === 'array') {
    const elements = value as unknown[];
    return depth >= MOST_DEPTH || elements.length === 0
      ? `array(${elements.length})`
      : [masked(elements[0], depth + 1)];
  }
  if (kind !== 'object') return kind;
  const entries = Object.entries(value as object);
  if (depth >= MOST_DEPTH) return `object(${entries.length})`;
  return Object.fromEntries(entries.slice(0, MOST_KEYS).map(([key, inner]) => [key, masked(inner, depth + 1)]));
}
