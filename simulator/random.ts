/**
 * Randomness from keys: the same keys always give the same numbers, in any order of asking.
 *
 * Nothing here is secure. Every part of the simulated network draws from its own keyed stream, so that adding a draw in
 * one place moves nothing elsewhere and anything can be made again on demand instead of being stored.
 */

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Two 32-bit words into one, every input bit reaching every output bit. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The element at `index`; for lists that are known to hold it. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no element ${index} in a list of ${list.length}`);
  return value;
}

export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

export class Random {
  #state: number;

  constructor(...keys: (number | string)[]) {
    this.#state = 0;
    for (const key of keys) this.#state = mix(this.#state, typeof key === 'number' ? key >>> 0 : hashText(key));
  }

  /** 32 bits. */
  word(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** [0, 1) */
  unit(): number {
    return this.word() / 4294967296;
  }

  /** 0 .. below - 1 */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  /** low .. high, both possible. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }

  weighted<T>(table: Weighted<T>): T {
    let rest = this.unit() * table.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of table) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return at(table, table.length - 1)[0];
  }

  /** Mean 0, deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) text += this.word().toString(16).padStart(8, '0');
    return text.slice(0, length);
  }
}

/** A long text of random characters, and slices of it by key: cheap filler for signatures, blobs and raw bytes. */
export class Filler {
  readonly #text: string;

  constructor(seed: number, alphabet: string, size = 1 << 16) {
    const random = new Random(seed, 'filler', alphabet);
    let text = '';
    for (let i = 0; i < size; i++) text += alphabet.charAt(random.below(alphabet.length));
    this.#text = text;
  }

  slice(key: number, length: number): string {
    const start = (key >>> 0) % (this.#text.length - length);
    return this.#text.slice(start, start + length);
  }
}
