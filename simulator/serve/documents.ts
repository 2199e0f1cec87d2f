/** Big documents that many ask for while nothing changes: written once, kept while they are among the newest few. */
import type { Reply } from './messages.ts';

export class Documents {
  readonly #limit: number;
  readonly #kept = new Map<string, Reply & { body: string }>();

  /** `limit` = characters in all; the newest document stays whatever its size. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  /** `make` writes the `data` of a successful answer as JSON text. */
  get(key: string, make: () => string): Reply {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const reply = { status: 200, body: `{"status":"success","data":${make()}}`, cacheKey: key };
    this.#kept.set(key, reply);
    let size = this.#kept.values().reduce((sum, { body }) => sum + body.length, 0);
    for (const [oldest, { body }] of this.#kept) {
      if (size <= this.#limit || oldest === key) break;
      this.#kept.delete(oldest);
      size -= body.length;
    }
    return reply;
  }
}
