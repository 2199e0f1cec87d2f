/** Apps by what was paid for them, from the roll-up per app. */
import type * as wire from '../../../../contract/ledger/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { divideHalfUp } from '../../../../domain/money/decimal.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import type { AppPageRow, AppRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { usdOf } from './sums.ts';
import { likePattern } from './search.ts';
import { freshnessOf, isUnread, readSyncState } from './sync-state.ts';

export async function readApps(
  context: ReadContext,
  { query: { page, limit, search } }: Pick<Parsed<typeof wire.appAnalytics>, 'query'>
): Promise<Answer<typeof wire.appAnalytics>> {
  const args = { pattern: likePattern(search), skip: (page - 1) * limit, limit };
  const [state, rows] = await Promise.all([readSyncState(context), context.store.query('get_app_analytics', args)]);
  const total = rows[0]?.total ?? 0;
  const revenueSat = BigInt(rows[0]?.revenue_sat ?? 0);
  return {
    apps: rows.filter(isApp).map((row) => appOf(row, revenueSat)),
    page,
    limit,
    ...(isUnread(state, total) ? { total: null, totalPages: null } : { total, totalPages: Math.ceil(total / limit) }),
    ...freshnessOf(state)
  };
}

function isApp(row: AppPageRow): row is AppPageRow & AppRow {
  return row.app_name !== null;
}

function appOf(row: AppRow, revenueSat: bigint): wire.AppRevenue {
  const sat = BigInt(row.amount_sat);
  const payments = row.payment_count;
  return {
    appName: row.app_name,
    appType: row.app_type,
    transactionCount: payments,
    totalRevenue: formatFlux(sat),
    totalRevenueUsd: usdOf({ sat, payments, usdMicros: BigInt(row.usd_micros), priced: row.priced_count }),
    pricedCount: row.priced_count,
    share: percentOf(sat, revenueSat),
    avgPayment: payments === 0 ? null : formatFlux(divideHalfUp(sat, BigInt(payments))),
    firstPayment: row.first_payment,
    lastPayment: row.last_payment
  };
}
