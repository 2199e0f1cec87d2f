/**
 * 64-hex names that can be read back: a block hash, txid or message hash looks random, yet its last word hides the number
 * it was made from. So any name can be resolved without a table of millions of entries, and a foreign one is refused.
 */
import { mix } from '../random.ts';

const kinds = { block: 1, transaction: 2, previous: 3, coinbase: 4, fluxnode: 5, message: 6, stray: 7, node: 8 };
export type IdKind = keyof typeof kinds;

const pattern = /^[0-9a-f]{64}$/;

export class Ids {
  readonly #seed: number;
  readonly #bytes = Buffer.alloc(32);

  constructor(seed: number) {
    this.#seed = mix(seed, 0x1d5);
  }

  /** `n` below 2^32. */
  encode(kind: IdKind, n: number): string {
    let state = mix(mix(this.#seed, kinds[kind]), n);
    let key = this.#seed;
    for (let word = 0; word < 7; word++) {
      state = mix(state, word);
      key = mix(key, state);
      this.#bytes.writeUInt32BE(state, word * 4);
    }
    this.#bytes.writeUInt32BE((n ^ key) >>> 0, 28);
    return this.#bytes.toString('hex');
  }

  /** The number, or null when the text is not a name of this kind. */
  decode(kind: IdKind, text: string): number | null {
    if (!pattern.test(text)) return null;
    let key = this.#seed;
    for (let word = 0; word < 7; word++) key = mix(key, parseInt(text.slice(word * 8, word * 8 + 8), 16));
    const n = (parseInt(text.slice(56), 16) ^ key) >>> 0;
    return this.encode(kind, n) === text ? n : null;
  }
}
