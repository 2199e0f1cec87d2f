/**
 * How likely a prepaid term is followed by another: rates of like lives, drawn towards the rate of all where there are few.
 *
 * Nothing is learnt from what came later: each period is foretold from those before it, and what was foretold is compared
 * with what happened (Brier score: mean squared error of a probability, 0 is perfect). The rates of groups are used only
 * where they have foretold better than one constant rate.
 */

/** Lives with an outcome that are alike, decided within one period. */
export interface LifeCount {
  /** Periods are numbered in order of time. */
  period: number;
  group: string;
  kept: number;
  lost: number;
}

export interface Rate {
  probability: number;
  /** 80 % band of the probability. */
  low: number;
  high: number;
}

export interface CurvePoint {
  /** Mean of what was foretold, and share of what was kept. */
  predicted: number;
  observed: number;
  count: number;
}

export interface Calibration {
  /** Lives that were foretold. */
  count: number;
  brier: number;
  constantBrier: number;
  curve: CurvePoint[];
}

/** The rate of all counts as much as so many lives of a group. */
const PRIOR_LIVES = 20;
/** Fewer lives tell nothing about others. */
const LEAST_TRAINING = 50;
/** Fewer foretold lives tell nothing about the forecast. */
const LEAST_TESTED = 50;
/** Of a standard normal distribution, 80 % lie within so many deviations. */
const Z80 = 1.2816;
const BINS = 10;

interface Tally {
  kept: number;
  total: number;
}

/** null: there are too few lives. Counts in any order. */
export function calibrate(counts: readonly LifeCount[]): Calibration | null {
  const bins = Array.from({ length: BINS }, () => ({ predicted: 0, kept: 0, count: 0 }));
  const known = new Map<string, Tally>();
  const all: Tally = { kept: 0, total: 0 };
  let [tested, error, constantError] = [0, 0, 0];
  const periods = [...Map.groupBy(counts, ({ period }) => period)].sort(([a], [b]) => a - b);
  for (const [, lives] of periods) {
    if (all.total >= LEAST_TRAINING) {
      const constant = all.kept / all.total;
      for (const { group, kept, lost } of lives) {
        const probability = rateOf(known.get(group), all).probability;
        const squares = (p: number) => kept * (1 - p) ** 2 + lost * p ** 2;
        error += squares(probability);
        constantError += squares(constant);
        tested += kept + lost;
        const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
        if (bin === undefined) continue;
        bin.predicted += probability * (kept + lost);
        bin.kept += kept;
        bin.count += kept + lost;
      }
    }
    for (const life of lives) add(known, all, life);
  }
  if (tested < LEAST_TESTED) return null;
  const curve = bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, kept, count }) => ({ predicted: predicted / count, observed: kept / count, count }));
  return { count: tested, brier: error / tested, constantBrier: constantError / tested, curve };
}

export const beatsConstant = ({ brier, constantBrier }: Calibration): boolean => brier < constantBrier;

/** The rate for each group; null: there are too few lives to foretell anything. */
export function forecastOf(counts: readonly LifeCount[]): ((group: string) => Rate) | null {
  const calibration = calibrate(counts);
  if (calibration === null) return null;
  const known = new Map<string, Tally>();
  const all: Tally = { kept: 0, total: 0 };
  for (const life of counts) add(known, all, life);
  const isByGroup = beatsConstant(calibration);
  return (group) => rateOf(isByGroup ? known.get(group) : undefined, all);
}

function add(known: Map<string, Tally>, all: Tally, { group, kept, lost }: LifeCount): void {
  const tally = known.get(group) ?? { kept: 0, total: 0 };
  for (const each of [tally, all]) {
    each.kept += kept;
    each.total += kept + lost;
  }
  known.set(group, tally);
}

function rateOf(group: Tally | undefined, all: Tally): Rate {
  const constant = all.kept / all.total;
  // Of nothing like it only the rate of all is known.
  const lives = group === undefined ? all.total : group.total + PRIOR_LIVES;
  const probability = group === undefined ? constant : (group.kept + PRIOR_LIVES * constant) / lives;
  const spread = Z80 * Math.sqrt((probability * (1 - probability)) / lives);
  return { probability, low: Math.max(0, probability - spread), high: Math.min(1, probability + spread) };
}

export interface Sum {
  expected: bigint;
  low: bigint;
  high: bigint;
}

const MILLIONTHS = 1_000_000;

/** A share of an amount, rounded down. */
export function shareOf(amount: bigint, probability: number): bigint {
  return (amount * BigInt(Math.round(probability * MILLIONTHS))) / BigInt(MILLIONTHS);
}

/** What is kept of several amounts that are each kept or lost, with the 80 % band of the sum. */
export function expectedSum(amounts: readonly { amount: bigint; rate: Rate }[]): Sum {
  const whole = amounts.reduce((sum, { amount }) => sum + amount, 0n);
  const expected = amounts.reduce((sum, { amount, rate }) => sum + shareOf(amount, rate.probability), 0n);
  const chance = amounts.reduce(
    (sum, { amount, rate }) => sum + Number(amount) ** 2 * rate.probability * (1 - rate.probability),
    0
  );
  const doubt = amounts.reduce((sum, { amount, rate }) => sum + (Number(amount) * (rate.high - rate.low)) / 2, 0);
  const spread = BigInt(Math.round(Math.sqrt(Z80 ** 2 * chance + doubt ** 2)));
  const low = expected > spread ? expected - spread : 0n;
  return { expected, low, high: expected + spread < whole ? expected + spread : whole };
}
