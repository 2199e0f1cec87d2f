/** What ends within days, how much of it is expected to be paid again, and how well that has been foretold. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionCalibration, subscriptionsAtRisk } from '../../../../contract/subscriptions/figures.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { standingAt, type Moment } from '../../../../domain/subscriptions/accrual.ts';
import {
  beatsConstant,
  calibrate,
  expectedSum,
  forecastOf,
  shareOf,
  type LifeCount
} from '../../../../domain/subscriptions/forecast.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readSyncState, type ReadContext } from '../../ledger/module.ts';
import { isNothing, segmentOf, shownTipOf } from '../stored-segment.ts';
import type { SubscriptionRow } from '../statements.ts';
import { endOf, stateOf } from './wire.ts';
import { freshnessAt } from './freshness.ts';

/** An app that is paid for again within a week of its end was kept. */
const GRACE_BLOCKS = 7 * BLOCKS_PER_DAY;
/** A period of the calibration: thirty days of blocks. */
const PERIOD_BLOCKS = 30 * BLOCKS_PER_DAY;
const SLICE = 500;
const DIGITS = 1_000_000;

const rounded = (value: number) => Math.round(value * DIGITS) / DIGITS;

export async function readAtRisk(
  context: ReadContext,
  { query }: { query: Parsed<typeof subscriptionsAtRisk>['query'] }
): Promise<Answer<typeof subscriptionsAtRisk>> {
  const { store } = context;
  const days = Number(query.days);
  const [state, at] = await Promise.all([readSyncState(context), shownTipOf(store)]);
  const fresh = freshnessAt(state, at);
  if (at === null) {
    const nothing = { ending: null, depositEnding: null, expectedKept: null, low: null, high: null };
    return { days, ...nothing, method: 'too_few_lives', data: [], at, ...fresh };
  }
  const [counts, rows] = await Promise.all([readOutcomes(store, at.height), readEnding(store, at, days)]);
  const rate = forecastOf(counts);
  const calibration = calibrate(counts);
  const data = rows.map((row) => {
    const amount = BigInt(row.deposit_sat);
    const foretold = rate?.(groupOf(row)) ?? null;
    const segment = segmentOf(row);
    return {
      id: row.id,
      app: row.app_name,
      depositAmount: formatFlux(amount),
      deferred: formatFlux(stateOf(row, segment, at).balance.deferred),
      end: endOf(segment) ?? segment.start,
      probability: foretold && rounded(foretold.probability),
      low: foretold && rounded(foretold.low),
      high: foretold && rounded(foretold.high),
      expectedKept: foretold && formatFlux(shareOf(amount, foretold.probability))
    };
  });
  const sum = rate && expectedSum(rows.map((row) => ({ amount: BigInt(row.deposit_sat), rate: rate(groupOf(row)) })));
  return {
    days,
    ending: rows.length,
    depositEnding: formatFlux(rows.reduce((all, { deposit_sat }) => all + BigInt(deposit_sat), 0n)),
    expectedKept: sum && formatFlux(sum.expected),
    low: sum && formatFlux(sum.low),
    high: sum && formatFlux(sum.high),
    method: calibration === null ? 'too_few_lives' : beatsConstant(calibration) ? 'groups' : 'constant',
    data,
    at,
    ...fresh
  };
}

export async function readCalibration(context: ReadContext): Promise<Answer<typeof subscriptionCalibration>> {
  const { store } = context;
  const [state, at] = await Promise.all([readSyncState(context), shownTipOf(store)]);
  const counts = at === null ? [] : await readOutcomes(store, at.height);
  const lives = counts.reduce((sum, { kept, lost }) => sum + kept + lost, 0);
  const calibration = calibrate(counts);
  if (calibration === null) {
    const message = `Too few lives: ${lives} with an outcome do not tell how others will go.`;
    const nothing = { brier: null, constantBrier: null, beatsConstant: null, curve: [] };
    return { lives, tested: 0, isEnough: false, message, ...nothing, ...freshnessAt(state, at) };
  }
  const isBetter = beatsConstant(calibration);
  return {
    lives,
    tested: calibration.count,
    isEnough: true,
    message: isBetter
      ? 'Rates of like lives have foretold better than one constant rate, and are used.'
      : 'Rates of like lives have not foretold better than one constant rate, which is used.',
    brier: rounded(calibration.brier),
    constantBrier: rounded(calibration.constantBrier),
    beatsConstant: isBetter,
    curve: calibration.curve.map(({ predicted, observed, count }) => ({
      predicted: rounded(predicted),
      observed: rounded(observed),
      count
    })),
    ...freshnessAt(state, at)
  };
}

async function readOutcomes(store: Store, tip: number): Promise<LifeCount[]> {
  const rows = await store.query('subscription_outcomes', { tip, grace: GRACE_BLOCKS, blocks: PERIOD_BLOCKS });
  return rows.map(({ period, renewals_class, term_class, kept, lost }) => ({
    period,
    group: `${renewals_class} ${term_class}`,
    kept,
    lost
  }));
}

/** As subscription_outcomes.sql groups them. */
function groupOf({ renewals, term_days }: SubscriptionRow): string {
  const days = term_days ?? 0;
  return `${Math.min(3, renewals)} ${days < 10 ? 0 : days < 45 ? 1 : 2}`;
}

/** Active paid segments that end within days, the largest deposit first. */
async function readEnding(store: Store, at: Moment, days: number): Promise<SubscriptionRow[]> {
  const until = { height: at.height + days * BLOCKS_PER_DAY, time: at.time + days * SECONDS_PER_DAY };
  const found: SubscriptionRow[] = [];
  for (let after = { last_height: at.height - 1, id: '' }; ;) {
    const rows = await store.query('subscriptions_after', { ...after, limit: SLICE });
    for (const row of rows) {
      const isEnding =
        row.end_time !== null ? row.end_time <= until.time : (row.end_height ?? Infinity) <= until.height;
      if (isNothing(row) || row.deposit_sat === '0' || !isEnding) continue;
      if (standingAt(segmentOf(row), at).status === 'active') found.push(row);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) break;
    after = { last_height: last.last_height, id: last.id };
  }
  return found.sort((a, b) => Number(BigInt(b.deposit_sat) - BigInt(a.deposit_sat)) || (a.id < b.id ? -1 : 1));
}
