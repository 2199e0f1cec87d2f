/** Gathers ASCII text outside the heap: pages of megabytes, made of thousands of short-lived pieces. */
export class AsciiWriter {
  #bytes: Buffer;
  #length = 0;

  /** `expected` = about how many characters it will be; a good guess saves copies. */
  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafe(expected);
  }

  write(text: string): void {
    if (this.#length + text.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * (this.#length + text.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length, 'latin1');
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
