/**
 * Daily closes of one pair: a close is the price at the end of its UTC day, an exact integer of 1e-8 of the currency.
 *
 * Closes are ascending, one a day at most. A day that nobody told is missing, never filled in: a mean takes the newest closes
 * that there are, and is unknown where holes stretch them over much more than their number of days.
 */
import { divideHalfUp } from '../money/decimal.ts';
import { addDays, startOfDate, SECONDS_PER_DAY } from '../time/periods.ts';

export interface Close {
  date: string;
  /** Days since 1970-01-01. */
  day: number;
  priceE8: bigint;
}

export interface Gap {
  start: string;
  end: string;
  days: number;
}

const PRICE_UNIT = 1e8;
/** Closes of a mean may lack one in so many days. */
const HOLES_ONE_IN = 20;
/** 1970-01-01 was a Thursday. */
const SUNDAY = 3;

export function closeOf(date: string, priceE8: bigint): Close {
  return { date, day: dayOf(date), priceE8 };
}

/** Days since 1970-01-01. */
export function dayOf(date: string): number {
  return startOfDate(date) / SECONDS_PER_DAY;
}

/** In whole units of the currency, for figures that are ratios and means of prices. */
export function priceOf({ priceE8 }: Close): number {
  return Number(priceE8) / PRICE_UNIT;
}

/** Days without a close between the first and the last. */
export function gapsIn(closes: readonly Close[]): Gap[] {
  return closes.slice(1).flatMap((close, at) => {
    const before = closes[at];
    const days = before === undefined ? 0 : close.day - before.day - 1;
    return before === undefined || days === 0
      ? []
      : [{ start: addDays(before.date, 1), end: addDays(close.date, -1), days }];
  });
}

/**
 * Mean of the newest `count` closes at each close, itself among them, in whole units of the currency; null until there are
 * so many, and where they are spread over more than a twentieth more days than that. `everyDays`: how far apart closes
 * are without holes. It is exact to 1e-8.
 */
export function movingMeans(closes: readonly Close[], count: number, everyDays = 1): (number | null)[] {
  const most = (count + Math.ceil(count / HOLES_ONE_IN)) * everyDays;
  let sum = 0n;
  return closes.map((close, at) => {
    sum += close.priceE8;
    if (at >= count) sum -= closes[at - count]?.priceE8 ?? 0n;
    const first = closes[at - count + 1];
    if (first === undefined || close.day - first.day + everyDays > most) return null;
    return Number(divideHalfUp(sum, BigInt(count))) / PRICE_UNIT;
  });
}

/** Closes of Sundays: the ends of weeks, Sunday 24:00 UTC. */
export function weeklyCloses(closes: readonly Close[]): Close[] {
  return closes.filter(({ day }) => day % 7 === SUNDAY);
}
