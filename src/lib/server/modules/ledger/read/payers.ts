/** Payers by what they paid, from the roll-ups per payer. */
import { urlOf } from '../../../../contract/kit/client.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/ledger/payers.ts';
import { paginated } from '../../../../contract/ledger/transactions.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { PayerPageRow, PayerRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { shownSums, usdOf } from './sums.ts';
import { likePattern } from './search.ts';
import { freshnessOf, isUnread, readSyncState } from './sync-state.ts';
import { sourceSet } from './transactions.ts';

const TOP_APPS = 100;

export async function readPayers(
  context: ReadContext,
  { query: { page, limit, search, source, sort, order } }: Pick<Parsed<typeof wire.payerList>, 'query'>
): Promise<Answer<typeof wire.payerList>> {
  const args = {
    pattern: likePattern(search),
    sources: sourceSet(source),
    sort,
    direction: order === 'asc' ? (1 as const) : (-1 as const),
    skip: (page - 1) * limit,
    limit
  };
  const [state, rows] = await Promise.all([readSyncState(context), context.store.query('payers_page', args)]);
  const [first] = rows;
  const total = first?.total ?? 0;
  const sums = {
    sat: BigInt(first?.sum_sat ?? 0),
    payments: first?.sum_payments ?? 0,
    usdMicros: BigInt(first?.sum_usd_micros ?? 0),
    priced: first?.sum_priced ?? 0
  };
  const revenueSat = BigInt(first?.revenue_sat ?? 0);
  return {
    payers: rows.filter(isPayer).map((row) => payerOf(row, revenueSat)),
    page,
    limit,
    ...(isUnread(state, total)
      ? { total: null, totalPages: null, sum: null }
      : { total, totalPages: Math.ceil(total / limit), sum: shownSums(sums) }),
    ...freshnessOf(state)
  };
}

/** NotFound for an address that paid nothing. */
export async function readPayer(
  context: ReadContext,
  { params: { address } }: { params: { address: string } }
): Promise<Answer<typeof wire.payerDetail>> {
  const [state, [row], apps] = await Promise.all([
    readSyncState(context),
    context.store.query('payer', { payer: address }),
    context.store.query('apps_of_payer', { payer: address, limit: TOP_APPS })
  ]);
  if (row === undefined) throw new NotFound('No payment from this address is known.');
  const paidSat = BigInt(row.amount_sat);
  return {
    ...payerOf(row, BigInt(row.revenue_sat)),
    rank: row.rank_by_amount,
    topApps: apps.map(({ app_name, payment_count, amount_sat }) => ({
      appName: app_name,
      payments: payment_count,
      revenue: formatFlux(BigInt(amount_sat)),
      share: percentOf(BigInt(amount_sat), paidSat)
    })),
    link: urlOf(paginated, { query: { payer: address } }),
    ...freshnessOf(state)
  };
}

function isPayer(row: PayerPageRow): row is PayerPageRow & PayerRow {
  return row.from_address !== null;
}

function payerOf(row: PayerRow, revenueSat: bigint): wire.PayerRevenue {
  const sat = BigInt(row.amount_sat);
  const payments = row.payment_count;
  return {
    payer: row.from_address,
    source: row.source,
    payments,
    revenue: formatFlux(sat),
    revenueUsd: usdOf({ sat, payments, usdMicros: BigInt(row.usd_micros), priced: row.priced_count }),
    pricedCount: row.priced_count,
    apps: row.app_count,
    firstPayment: row.first_payment,
    lastPayment: row.last_payment,
    share: percentOf(sat, revenueSat)
  };
}
