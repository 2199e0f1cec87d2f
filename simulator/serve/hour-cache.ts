/**
 * Answers that the real service repeats for an hour, right or wrong by then: confirmations that stand still, a transaction
 * that was asked for before it was mined and has no height. Errors are not kept.
 */
import type { Clock } from '../clock.ts';

const keptSeconds = 3_600;

export class HourCache {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #entries = new Map<string, { value: unknown; until: number }>();

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get(key: string, make: () => unknown): unknown {
    const now = this.#clock.now();
    const known = this.#entries.get(key);
    if (known !== undefined && now < known.until) return known.value;
    const value = make();
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: now + keptSeconds });
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
    return value;
  }
}
