/**
 * What a simulated bitcoin costs at any moment in three currencies, and which days a service lacks: one that the public
 * history lacks and candles have, one that nobody has. A day's close is the price at its end.
 */
import { dayOf, daySeconds, type Clock } from '../clock.ts';
import { mix } from '../random.ts';

export const currencies = ['USD', 'EUR', 'JPY'] as const;
export type Currency = (typeof currencies)[number];

/** From here on a history has a row a day; before it one a week. Candles of dollars begin here too. */
export const firstDaily = dayOf(1_502_928_000);
/** First day with a price at all: 2010-07-17. */
export const firstDay = dayOf(1_279_324_800);

const levels: readonly (readonly [day: number, usd: number])[] = [
  [firstDay, 0.05],
  [dayOf(1_307_577_600), 25],
  [dayOf(1_321_574_400), 2.4],
  [dayOf(1_365_552_000), 180],
  [dayOf(1_385_683_200), 1_050],
  [dayOf(1_421_193_600), 200],
  [dayOf(1_483_228_800), 980],
  [dayOf(1_513_382_400), 18_500],
  [dayOf(1_544_832_000), 3_300],
  [dayOf(1_618_358_400), 61_000],
  [dayOf(1_668_988_800), 16_000],
  [dayOf(1_710_374_400), 71_000],
  [dayOf(1_759_708_800), 123_000],
  [dayOf(1_790_797_174), 94_000]
];

/** Dollars of a currency's unit; nobody told EUR before September 2013, or JPY before November 2014. */
const rates: Record<Currency, { perUsd: number; from: number }> = {
  USD: { perUsd: 1, from: firstDay },
  EUR: { perUsd: 0.92, from: dayOf(1_378_339_200) },
  JPY: { perUsd: 148, from: dayOf(1_415_232_000) }
};

export class BitcoinMarket {
  readonly #seed: number;
  readonly #clock: Clock;
  /** Missing in the history only. */
  readonly gapDay: number;
  /** Missing everywhere. */
  readonly darkDay: number;

  constructor(seed: number, clock: Clock) {
    this.#seed = mix(seed, 0xb7c);
    this.#clock = clock;
    this.gapDay = dayOf(clock.now()) - 40;
    this.darkDay = dayOf(clock.now()) - 300;
  }

  now(): number {
    return this.#clock.now();
  }

  today(): number {
    return dayOf(this.now());
  }

  /** null: nobody told it then. */
  priceAt(seconds: number, currency: Currency): number | null {
    const { perUsd, from } = rates[currency];
    if (seconds / daySeconds < from) return null;
    const drift = 1 + this.#noise(seconds / (200 * daySeconds), 7) * 0.05;
    const wave = this.#noise(seconds / (30 * daySeconds), 1) * 0.12 + this.#noise(seconds / (2 * daySeconds), 2) * 0.03;
    return trend(seconds / daySeconds) * Math.exp(wave) * perUsd * (currency === 'USD' ? 1 : drift);
  }

  /** Changes once a minute. */
  livePrice(currency: Currency): number {
    const now = this.now();
    return this.priceAt(now - (now % 60), currency) ?? 0;
  }

  closeOf(day: number, currency: Currency): number | null {
    return this.priceAt((day + 1) * daySeconds, currency);
  }

  /** Whether the public history has the close of a day. */
  isInHistory(day: number): boolean {
    return day !== this.gapDay && day !== this.darkDay;
  }

  hasCandle(day: number): boolean {
    return day >= firstDaily && day <= this.today() && day !== this.darkDay;
  }

  /** Smooth, between -1 and 1. */
  #noise(x: number, octave: number): number {
    const left = Math.floor(x);
    const value = (index: number) => (mix(mix(this.#seed, octave), index) / 4_294_967_295) * 2 - 1;
    const t = x - left;
    return value(left) + (value(left + 1) - value(left)) * t * t * (3 - 2 * t);
  }
}

function trend(day: number): number {
  const index = levels.findIndex(([from]) => day < from);
  const [to, from] = [levels[index], levels[index - 1]];
  if (to === undefined || from === undefined) return levels.at(-1)?.[1] ?? 0;
  const share = (day - from[0]) / (to[0] - from[0]);
  return Math.exp(Math.log(from[1]) * (1 - share) + Math.log(to[1]) * share);
}
