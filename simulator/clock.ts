/**
 * The network's clock: starts at a given moment and runs with real time, or stands still. Prices, price history and the
 * statistics service follow it; block headers have their own time (chain/time.ts).
 */
export class Clock {
  #base: number;
  #since = performance.now();
  #isFixed: boolean;

  constructor(now: number, isFixed: boolean) {
    this.#base = now;
    this.#isFixed = isFixed;
  }

  /** Unix seconds, whole. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  nowMs(): number {
    return this.#base * 1000 + (this.#isFixed ? 0 : Math.floor(performance.now() - this.#since));
  }

  set(now: number, isFixed: boolean): void {
    this.#base = now;
    this.#since = performance.now();
    this.#isFixed = isFixed;
  }
}

export const daySeconds = 86_400;

/** Days since 1970-01-01. */
export function dayOf(unixSeconds: number): number {
  return Math.floor(unixSeconds / daySeconds);
}

/** `YYYY-MM-DD` of a day number. */
export function dateText(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}
