/**
 * What is owed, earned and broken over all subscriptions. FLUX come from the days, which the projector keeps; dollars are
 * those of the payments and are summed over what still moves, and over what was cancelled; of what has no price they are
 * not known, and where nothing has one neither is the sum.
 */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionSummary } from '../../../../contract/subscriptions/figures.ts';
import { balanceAt, standingAt, type Moment } from '../../../../domain/subscriptions/accrual.ts';
import { usdOfPart } from '../../../../domain/subscriptions/segments.ts';
import { formatFlux, formatUsd } from '../../../../domain/money/money.ts';
import type { Store } from '../../../platform/store/store.ts';
import { readSyncState, type ReadContext } from '../../ledger/module.ts';
import { isNothing, segmentOf } from '../stored-segment.ts';
import type { SubscriptionRow } from '../statements.ts';
import { freshnessAt } from './freshness.ts';

const SLICE = 500;
const LAST_DAY = '9999-99-99';

export async function readSubscriptionSummary(context: ReadContext): Promise<Answer<typeof subscriptionSummary>> {
  const { store } = context;
  const [state, [last]] = await Promise.all([
    readSyncState(context),
    store.query('subscription_day_before', { date: LAST_DAY })
  ]);
  if (last === undefined) return { ...unknown, ...freshnessAt(state, null) };
  const at = { height: last.height, time: last.time };
  const fresh = freshnessAt(state, at);
  const [before] = await store.query('subscription_day_before', { date: last.date });
  const [[today], [totals], nothing, running, cancelled] = await Promise.all([
    store.query('subscription_days_between', { start: last.date, end: last.date }),
    store.query('subscription_totals', {}),
    store.query('subscription_nothing', {}),
    sumRunning(store, { at, since: before ?? null }),
    sumCancelled(store)
  ]);
  const broken = nothing.reduce(
    (sum, { payments, priced_count, usd_micros }): Broken => ({
      usd: sum.usd + BigInt(usd_micros),
      priced: sum.priced + priced_count,
      all: sum.all + payments
    }),
    cancelled
  );
  return {
    active: running.active,
    deposits: flux(totals?.cash_sat),
    accrued: flux(totals?.accrued_sat),
    accruedToday: flux(today?.accrued_sat),
    accruedTodayUsd: running.earnedUnpriced > 0 && running.earnedPriced === 0 ? null : formatUsd(running.todayUsd),
    deferred: flux(last.deferred_sat),
    deferredUsd: running.active > 0 && running.priced === 0 ? null : formatUsd(running.deferredUsd),
    pricedCount: running.priced,
    breakage: flux(totals?.breakage_sat),
    breakageUsd: broken.all > 0 && broken.priced === 0 ? null : formatUsd(broken.usd),
    breakageCoverage:
      broken.priced === broken.all ? null : { known: broken.priced, total: broken.all, unit: 'payments' as const },
    nothingBought: nothing.map(({ outcome, payments, amount_sat }) => ({
      reason: outcome,
      count: payments,
      amount: formatFlux(BigInt(amount_sat))
    })),
    at,
    ...fresh
  };
}

const unknown = {
  active: null,
  deposits: null,
  accrued: null,
  accruedToday: null,
  accruedTodayUsd: null,
  deferred: null,
  deferredUsd: null,
  pricedCount: 0,
  breakage: null,
  breakageUsd: null,
  breakageCoverage: null,
  nothingBought: [],
  at: null
};

const flux = (sat: string | undefined) => (sat === undefined ? null : formatFlux(BigInt(sat)));

/** Dollars of a part of a row's value; null where they are not known. */
function usdOf(row: SubscriptionRow, part: bigint): bigint | null {
  const { deposit_usd, carried_in_usd } = row;
  const totalUsd =
    deposit_usd === null || carried_in_usd === null ? null : BigInt(deposit_usd) + BigInt(carried_in_usd);
  return usdOfPart(part, { totalSat: BigInt(row.deposit_sat) + BigInt(row.carried_in_sat), totalUsd });
}

/** What moved since the end of the day before. */
async function sumRunning(store: Store, { at, since }: { at: Moment; since: Moment | null }) {
  const sums = { active: 0, priced: 0, deferredUsd: 0n, todayUsd: 0n, earnedPriced: 0, earnedUnpriced: 0 };
  for (let after = { last_height: (since?.height ?? 0) - 1, id: '' }; ;) {
    const rows = await store.query('subscriptions_after', { ...after, limit: SLICE });
    for (const row of rows) {
      if (isNothing(row) || row.is_listed === 0) continue;
      const segment = segmentOf(row);
      const now = balanceAt(segment, at);
      const isOfToday = since === null || row.start_height > since.height;
      const earned = now.accrued - (isOfToday ? 0n : balanceAt(segment, since).accrued);
      const earnedUsd = usdOf(row, earned);
      if (earnedUsd === null) sums.earnedUnpriced++;
      else sums.earnedPriced++;
      sums.todayUsd += earnedUsd ?? 0n;
      if (standingAt(segment, at).status !== 'active') continue;
      sums.active++;
      const usd = usdOf(row, now.deferred);
      if (usd === null) continue;
      sums.priced++;
      sums.deferredUsd += usd;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) return sums;
    after = { last_height: last.last_height, id: last.id };
  }
}

/** Dollars of what was broken, and how many of all have some. */
interface Broken {
  usd: bigint;
  priced: number;
  all: number;
}

async function sumCancelled(store: Store): Promise<Broken> {
  const sum: Broken = { usd: 0n, priced: 0, all: 0 };
  for (let id = ''; ;) {
    const rows = await store.query('subscriptions_cancelled', { id, limit: SLICE });
    for (const row of rows) {
      const usd = usdOf(row, BigInt(row.left_sat));
      sum.all++;
      sum.usd += usd ?? 0n;
      if (usd !== null) sum.priced++;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) return sum;
    id = last.id;
  }
}
