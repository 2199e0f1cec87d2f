/**
 * What stored closes of Bitcoin say by formulas that others have published. They describe, none of them foretells.
 *
 * Each function answers one row a close, in order. A figure is null where the history before it is too short or has too many
 * holes (see movingMeans). Prices are in whole units of the currency; rounding is up to whoever shows them.
 */
import { dayOf, movingMeans, priceOf, weeklyCloses, type Close } from './closes.ts';
import { issuedAt, subsidyAt } from '../bitcoin/issue.ts';
import { mainNetwork } from '../bitcoin/network.ts';
import { BLOCKS_PER_DAY, heightOn } from './issuance.ts';

type Figure = number | null;

export interface MayerRow {
  close: number;
  mean200: Figure;
  multiple: Figure;
}

/** Trace Mayer, 2017: close / mean of 200 days. */
export function mayerMultiple(closes: readonly Close[]): MayerRow[] {
  const means = movingMeans(closes, 200);
  return closes.map((one, at) => {
    const mean200 = means[at] ?? null;
    return { close: priceOf(one), mean200, multiple: mean200 === null ? null : priceOf(one) / mean200 };
  });
}

export interface PiCycleRow {
  close: number;
  mean111: Figure;
  twiceMean350: Figure;
  /** mean111 was not above twiceMean350 at the close before, and is now; null where either cannot be told. */
  isCrossing: boolean | null;
}

/** Philip Swift, 2019: the mean of 111 days crosses twice the mean of 350 days from below. */
export function piCycle(closes: readonly Close[]): PiCycleRow[] {
  const [short, long] = [movingMeans(closes, 111), movingMeans(closes, 350)];
  const isAbove = (at: number) => {
    const [a = null, b = null] = [short[at], long[at]];
    return a === null || b === null ? null : a > 2 * b;
  };
  return closes.map((one, at) => {
    const [before, now] = [isAbove(at - 1), isAbove(at)];
    const mean350 = long[at] ?? null;
    return {
      close: priceOf(one),
      mean111: short[at] ?? null,
      twiceMean350: mean350 === null ? null : 2 * mean350,
      isCrossing: before === null || now === null ? null : now && !before
    };
  });
}

/** Philip Swift, 2019: the golden ratio, rounded, and Fibonacci numbers. */
export const goldenFactors = [1.6, 2, 3, 5, 8, 13, 21] as const;

export interface GoldenRow {
  close: number;
  mean350: Figure;
  /** mean350 times each of goldenFactors. */
  bands: Figure[];
}

export function goldenRatio(closes: readonly Close[]): GoldenRow[] {
  const means = movingMeans(closes, 350);
  return closes.map((one, at) => {
    const mean350 = means[at] ?? null;
    return {
      close: priceOf(one),
      mean350,
      bands: goldenFactors.map((factor) => (mean350 === null ? null : mean350 * factor))
    };
  });
}

export interface WeekMeanRow {
  close: number;
  mean200w: Figure;
}

/** Mean of the last 200 closes of weeks (Sunday, 24:00 UTC); between two of them it is that of the newer one that has come. */
export function twoHundredWeekMean(closes: readonly Close[]): WeekMeanRow[] {
  const weeks = weeklyCloses(closes);
  const means = movingMeans(weeks, 200, 7);
  let at = -1;
  return closes.map((one) => {
    while ((weeks[at + 1]?.day ?? Infinity) <= one.day) at += 1;
    const week = weeks[at];
    const isNewest = week !== undefined && one.day - week.day < 14;
    return { close: priceOf(one), mean200w: isNewest ? (means[at] ?? null) : null };
  });
}

/** Bands of one public implementation; there is no single published set. From the highest down. */
export const rainbowFactors = [5.5, 3.5, 2.2, 1.5, 1, 0.7, 0.47, 0.32, 0.21] as const;
export const rainbowFit = { slope: 2.66167155005961, offset: -17.9183761889864, from: '2009-01-09' } as const;

export interface RainbowRow {
  close: number;
  fair: Figure;
  /** `fair` times each of rainbowFactors. */
  bands: Figure[];
}

/** 10^(2.66167 ln d - 17.91838), d = days since 2009-01-09: the logarithmic regression of "trolololo", as refit in 2017. */
export function rainbow(closes: readonly Close[]): RainbowRow[] {
  const { slope, offset, from } = rainbowFit;
  const first = dayOf(from);
  return closes.map((one) => {
    const days = one.day - first;
    const fair = days < 1 ? null : 10 ** (slope * Math.log(days) + offset);
    return {
      close: priceOf(one),
      fair,
      bands: rainbowFactors.map((factor) => (fair === null ? null : fair * factor))
    };
  });
}

export interface StockToFlowRow {
  close: number;
  /** Coins there are; see issuance.ts for how well that is known. */
  supply: Figure;
  /** Years of issue that the supply is. */
  ratio: Figure;
  modelPrice: Figure;
}

const DAYS_PER_YEAR = 365.25;

/** PlanB, 2019: market value = e^14.6 x ratio^3.3. Far above the market since 2022. */
export function stockToFlow(closes: readonly Close[]): StockToFlowRow[] {
  return closes.map((one) => {
    const height = heightOn(one.date);
    if (height === null) return { close: priceOf(one), supply: null, ratio: null, modelPrice: null };
    const supply = Number(issuedAt(height, mainNetwork)) / 1e8;
    const ratio = supply / ((BLOCKS_PER_DAY * DAYS_PER_YEAR * Number(subsidyAt(height, mainNetwork))) / 1e8);
    return { close: priceOf(one), supply, ratio, modelPrice: (Math.exp(14.6) * ratio ** 3.3) / supply };
  });
}

export interface Cycle {
  halving: string;
  /** The close that counts as 1; null: not known, and nothing is. */
  base: Close | null;
  days: { date: string; daysSince: number; close: number; index: number }[];
}

/** A halving without a close takes the newest one that is no older than this. */
const BASE_WITHIN_DAYS = 6;

/**
 * Each cycle from its halving to the day before the next, as multiples of the close on the day of the halving, or of the
 * newest one in the six days before it where nobody told that.
 */
export function cycles(closes: readonly Close[], halvings: readonly string[]): Cycle[] {
  return halvings.map((halving, at) => {
    const [start, next] = [dayOf(halving), halvings[at + 1]];
    const end = next === undefined ? Infinity : dayOf(next);
    const base = closes.findLast(({ day }) => day <= start && day >= start - BASE_WITHIN_DAYS) ?? null;
    const own = base === null ? [] : closes.filter(({ day }) => day >= start && day < end);
    const unit = base === null ? 1 : priceOf(base);
    return {
      halving,
      base,
      days: own.map((one) => ({
        date: one.date,
        daysSince: one.day - start,
        close: priceOf(one),
        index: priceOf(one) / unit
      }))
    };
  });
}
