/**
 * Payments in pages and by day.
 *
 * Without search every total is exact. A search counts to SEARCH_CAP and says so beyond that; its pages end there, the
 * export has them all.
 */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { Source } from '../../../../contract/ledger/revenue.ts';
import type * as wire from '../../../../contract/ledger/transactions.ts';
import { payers } from '../../../../domain/payments/payers.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { keySet, type KeySet } from '../../../platform/store/rows.ts';
import type { CountedRow, ShownPaymentRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { isPayment, transactionOf } from '../payment-wire.ts';
import { addressesWith, isTxid, likePattern, needleOf } from './search.ts';
import { freshnessOf, readSyncState } from './sync-state.ts';

/** Up to here a search is counted exactly. */
export const SEARCH_CAP = 10_000;

type Query = Parsed<typeof wire.paginated>['query'];

interface Page {
  total: number;
  rows: ShownPaymentRow[];
}

export async function readTransactions(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.paginated>> {
  const { page, limit } = query;
  const [state, found] = await Promise.all([readSyncState(context), readPage(context, query)]);
  const isCapped = query.search !== undefined && found.total > SEARCH_CAP;
  const total = isCapped ? SEARCH_CAP : found.total;
  if (isCapped && (page - 1) * limit >= SEARCH_CAP) {
    const message = `a search shows its first ${SEARCH_CAP} payments; the export has all`;
    throw new BadRequest(`page: ${message}`, [{ name: 'page', message }]);
  }
  return {
    transactions: found.rows.map(transactionOf),
    total,
    totalIsLowerBound: isCapped,
    page,
    limit,
    totalPages: Math.ceil(total / limit),
    ...freshnessOf(state)
  };
}

function readPage(context: ReadContext, query: Query): Promise<Page> {
  const { search, appName } = query;
  if (search !== undefined && isTxid(search)) return readTxid(context, query, search);
  if (appName !== undefined) return readPageOfApp(context, query, appName);
  if (search !== undefined) return readSearch(context, query, search);
  return readLedgerPage(context, query);
}

async function readLedgerPage({ ledger, ledgerRows }: ReadContext, { page, limit, source }: Query): Promise<Page> {
  const sources = source ?? payers;
  const place = await ledger.placeOf(sources, (page - 1) * limit);
  const { total, skip } = place;
  return { total, rows: skip >= total ? [] : await ledgerRows.from(place, sources, limit) };
}

async function readPageOfApp(
  { store }: ReadContext,
  { page, limit, source, search }: Query,
  appName: string
): Promise<Page> {
  const cap = search === undefined ? Number.MAX_SAFE_INTEGER : SEARCH_CAP + 1;
  const selected = { app_name: appName, sources: sourceSet(source), pattern: likePattern(search) };
  return counted(await store.query('app_payments_page', { ...selected, cap, skip: (page - 1) * limit, limit }));
}

/** Counting is the dear part of a search and the same for all its pages: done once, remembered while it is true. */
async function readSearch(
  { store, syncCursors, searchCounts }: ReadContext,
  { page, limit, source }: Query,
  search: string
): Promise<Page> {
  const needle = needleOf(search);
  const sources = sourceSet(source);
  const tracked = (await syncCursors()).map(({ address }) => address);
  const skip = (page - 1) * limit;
  const known = searchCounts.get(needle.needle, sources);
  const found = counted(
    await store.query('search_payments', {
      ...needle,
      addresses: addressesWith(needle.needle, tracked),
      sources,
      cap: known === undefined ? SEARCH_CAP + 1 : Math.min(skip + limit, SEARCH_CAP),
      skip: Math.min(skip, SEARCH_CAP),
      // The last page ends with the count, also when one payment more was looked for to know that there are more.
      limit: Math.max(1, Math.min(limit, SEARCH_CAP - skip))
    })
  );
  if (known === undefined) searchCounts.set(needle.needle, sources, found.total);
  return { total: known ?? found.total, rows: found.rows };
}

function counted(rows: CountedRow[]): Page {
  return { total: rows[0]?.total ?? 0, rows: rows.filter(isPayment) };
}

async function readTxid({ paymentOf }: ReadContext, { page, appName, source }: Query, txid: string): Promise<Page> {
  const row = await paymentOf(txid.toLowerCase());
  const isSelected = (source ?? payers).some((each) => each === row?.source);
  if (row === undefined || !isSelected || (appName !== undefined && row.app_name !== appName)) {
    return { total: 0, rows: [] };
  }
  return { total: 1, rows: page === 1 ? [row] : [] };
}

export function sourceSet(sources: readonly Source[] | undefined): KeySet {
  return keySet(sources ?? payers);
}

export async function readTransactionsOfDay(
  context: ReadContext,
  { params: { date } }: { params: { date: string } }
): Promise<Answer<typeof wire.ofDay>> {
  const [state, rows] = await Promise.all([readSyncState(context), context.store.query('payments_of_day', { date })]);
  return { date, count: rows.length, transactions: rows.map(transactionOf), ...freshnessOf(state) };
}
