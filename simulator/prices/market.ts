/**
 * The FLUX price in dollars at any moment, as a smooth function of time, and the days on which a service has a hole: one that
 * Binance lacks and CoinGecko has, one that nobody has. A day's close is the price at its end.
 */
import type { Clock } from '../clock.ts';
import { dayOf, daySeconds } from '../clock.ts';
import { mix } from '../random.ts';

/** First day with a price anywhere: 2021-12-10. */
export const firstDay = dayOf(1639094400);

const levels: readonly (readonly [day: number, usd: number])[] = [
  [firstDay, 2.2],
  [dayOf(1655000000), 0.6],
  [dayOf(1672531200), 0.45],
  [dayOf(1709251200), 1.1],
  [dayOf(1719000000), 0.72],
  [dayOf(1735689600), 0.55],
  [dayOf(1761415235), 0.16],
  [dayOf(1790797174), 0.072]
];

export interface MarketRequest {
  /** Since when Binance no longer trades the pair, unix seconds. */
  delistedAt?: number;
  /** CryptoCompare answers that its limit was passed, with status 200. */
  isOverTheLimit?: boolean;
  /** CoinGecko tells the price in an object by currency, under another name. */
  isReshaped?: boolean;
}

export class Market {
  readonly #seed: number;
  readonly #clock: Clock;
  /** Missing at Binance only. */
  readonly gapDay: number;
  /** Missing everywhere. */
  readonly darkDay: number;
  #asked: MarketRequest = {};

  constructor(seed: number, clock: Clock) {
    this.#seed = seed;
    this.#clock = clock;
    this.gapDay = dayOf(clock.now()) - 100;
    this.darkDay = dayOf(clock.now()) - 200;
  }

  now(): number {
    return this.#clock.now();
  }

  today(): number {
    return dayOf(this.now());
  }

  priceAt(unixSeconds: number): number {
    const wave = this.#noise(unixSeconds / (9 * daySeconds), 1) * 0.16 + this.#noise(unixSeconds / 40_000, 2) * 0.05;
    return trend(unixSeconds / daySeconds) * Math.exp(wave + this.#noise(unixSeconds / 1_800, 3) * 0.006);
  }

  /** Changes once a minute. */
  livePrice(): number {
    return this.priceAt(this.now() - (this.now() % 60));
  }

  closeOf(day: number): number {
    return this.priceAt((day + 1) * daySeconds);
  }

  /** Replaces what was asked before. */
  set(request: MarketRequest): void {
    this.#asked = request;
  }

  /** Whether Binance still trades the pair. */
  isTraded(): boolean {
    return this.tradedUntil() === this.now();
  }

  /** When Binance last traded it. */
  tradedUntil(): number {
    return Math.min(this.#asked.delistedAt ?? Infinity, this.now());
  }

  /** Binance's last price: of a pair that is no longer traded it stays what it was. */
  exchangePrice(): number {
    return this.isTraded() ? this.livePrice() : this.priceAt(this.tradedUntil());
  }

  isReshaped(): boolean {
    return this.#asked.isReshaped === true;
  }

  isOverTheLimit(): boolean {
    return this.#asked.isOverTheLimit === true;
  }

  isOnBinance(day: number): boolean {
    return day >= firstDay && day <= dayOf(this.tradedUntil()) && day !== this.gapDay && day !== this.darkDay;
  }

  isOnCoingecko(day: number): boolean {
    return day >= firstDay && day !== this.darkDay;
  }

  /** Smooth, between -1 and 1. */
  #noise(x: number, octave: number): number {
    const left = Math.floor(x);
    const value = (index: number) => (mix(mix(this.#seed, octave), index) / 4294967295) * 2 - 1;
    const t = x - left;
    return value(left) + (value(left + 1) - value(left)) * t * t * (3 - 2 * t);
  }
}

function trend(day: number): number {
  const index = levels.findIndex(([from]) => day < from);
  const to = levels[index];
  const from = levels[index - 1];
  if (to === undefined || from === undefined) return levels.at(-1)?.[1] ?? 0;
  const share = (day - from[0]) / (to[0] - from[0]);
  return Math.exp(Math.log(from[1]) * (1 - share) + Math.log(to[1]) * share);
}

/** As the exchange writes it: four decimals that count, eight that are shown. */
export function exchangeText(price: number): string {
  return (Math.round(price * 1e4) / 1e4).toFixed(8);
}
