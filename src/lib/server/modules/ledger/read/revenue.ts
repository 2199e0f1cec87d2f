/**
 * Revenue of a range of days, of the running period and of the one before it: everything from the daily roll-up.
 *
 * Compared like for like, the previous period ends as many seconds into it as the running one is old, so that a morning
 * is not measured against a whole day; where data are behind, both end where the data do.
 */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/ledger/revenue.ts';
import { change, formatFlux, percentOf, trendOf } from '../../../../domain/money/money.ts';
import { payers, perPayer } from '../../../../domain/payments/payers.ts';
import { addDays, dateOf, periodAt, startOfDate, type Period } from '../../../../domain/time/periods.ts';
import type { ReadContext } from './context.ts';
import { usdOf, type Sums } from './sums.ts';
import { coverageOf, freshnessOf, knownDays, readSyncState, type SyncState } from './sync-state.ts';

export type SourceSums = Record<wire.Source, Sums>;

const nothing: Sums = { sat: 0n, payments: 0, usdMicros: 0n, priced: 0 };

/** The one function behind every sum of revenue over days. */
export async function sumBySource({ store }: ReadContext, range: { start: string; end: string }): Promise<SourceSums> {
  const sums: SourceSums = perPayer(() => nothing);
  for (const row of await store.query('revenue_by_source', range)) {
    sums[row.source] = {
      sat: BigInt(row.amount_sat),
      payments: row.payment_count,
      usdMicros: BigInt(row.usd_micros),
      priced: row.priced_count
    };
  }
  return sums;
}

export function total(sums: SourceSums): Sums {
  return payers.reduce((sum, payer) => {
    const each = sums[payer];
    return {
      sat: sum.sat + each.sat,
      payments: sum.payments + each.payments,
      usdMicros: sum.usdMicros + each.usdMicros,
      priced: sum.priced + each.priced
    };
  }, nothing);
}

export async function readRevenue(
  context: ReadContext,
  { params: { period } }: { params: { period: Period } }
): Promise<Answer<typeof wire.revenue>> {
  const state = await readSyncState(context);
  const now = context.now();
  const at = periodAt(now, period);
  const [current, previous, likeForLike] = await Promise.all([
    sumBySource(context, { start: at.start, end: at.end }),
    sumBySource(context, { start: at.previousStart, end: at.previousEnd }),
    sumLikeForLike(context, state, period)
  ]);
  const isKnown = knownDays(state, at.start, at.end).known > 0;
  const isPreviousKnown = coverageOf(state, at.previousStart, at.previousEnd) === null;
  const sums = total(current);
  const nowSat = isKnown ? sums.sat : null;
  const wholeChange = change(nowSat, isPreviousKnown ? total(previous).sat : null);
  const likeChange = change(nowSat, likeForLike?.sat ?? null);
  const fresh = freshnessOf(state);
  const ofSource = ({ sat, payments }: Sums) =>
    isKnown
      ? { revenue: formatFlux(sat), payments, share: percentOf(sat, sums.sat) }
      : { revenue: null, payments: null, share: null };
  return {
    period,
    current: ofRange(state, at.start, at.end, sums),
    previous: ofRange(state, at.previousStart, at.previousEnd, total(previous)),
    comparison: { change: wholeChange, trend: trendOf(wholeChange), ...fresh },
    likeForLike: {
      revenue: likeForLike === null ? null : formatFlux(likeForLike.sat),
      payments: likeForLike?.payments ?? null,
      change: likeChange,
      trend: trendOf(likeChange),
      ...fresh
    },
    sources: { ...perPayer((payer) => ofSource(current[payer])), ...fresh }
  };
}

function ofRange(state: SyncState, start: string, end: string, sums: Sums): wire.RevenueOfPeriod {
  const coverage = coverageOf(state, start, end);
  const fresh = freshnessOf(state);
  if (coverage?.known === 0) {
    return { start, end, revenue: null, payments: null, usd: null, pricedCount: null, coverage, ...fresh };
  }
  const { sat, payments, priced } = sums;
  return { start, end, revenue: formatFlux(sat), payments, usd: usdOf(sums), pricedCount: priced, coverage, ...fresh };
}

/** null when the running period is not known at all. */
async function sumLikeForLike(
  context: ReadContext,
  { knownUntil, stale }: SyncState,
  period: Period
): Promise<{ sat: bigint; payments: number } | null> {
  const now = context.now();
  if (knownUntil === null || knownUntil < periodAt(now, period).startTime) return null;
  const { previousStart, likeForLikeEndTime: end } = periodAt(stale ? Math.min(now, knownUntil) : now, period);
  const lastDay = dateOf(end);
  const [wholeDays, [part]] = await Promise.all([
    lastDay > previousStart
      ? sumBySource(context, { start: previousStart, end: addDays(lastDay, -1) }).then(total)
      : nothing,
    context.store.query('revenue_between', { from: startOfDate(lastDay), to: end })
  ]);
  return {
    sat: wholeDays.sat + BigInt(part?.amount_sat ?? 0),
    payments: wholeDays.payments + (part?.payment_count ?? 0)
  };
}
