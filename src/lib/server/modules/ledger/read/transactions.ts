/**
 * Payments in pages and by day.
 *
 * Without search every total is exact. A search counts to SEARCH_CAP and says so beyond that; its pages end there, the
 * export has them all.
 */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type { Source } from '../../../../contract/ledger/revenue.ts';
import type * as wire from '../../../../contract/ledger/transactions.ts';
import { payers } from '../../../../domain/payments/payers.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { keySet, type KeySet } from '../../../platform/store/rows.ts';
import type { CountedRow, ShownPaymentRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { isPayment, transactionOf } from '../payment-wire.ts';
import { lookedSums, readNarrowed, sumNarrowed, type NarrowedSums } from './narrowed.ts';
import { shownSums } from './sums.ts';
import { addressesWith, isTxid, likePattern, needleOf } from './search.ts';
import { checkSelection, isNarrowed, narrowOf, orderOf, type PageQuery, type SelectionQuery } from './selection.ts';
import { freshnessOf, isUnread, readSyncState } from './sync-state.ts';

/** Up to here a search is counted exactly. */
export const SEARCH_CAP = 10_000;

interface Page {
  total: number;
  rows: ShownPaymentRow[];
  /** Only as many were looked at. */
  isLowerBound?: boolean;
}

export async function readTransactions(
  context: ReadContext,
  { query }: { query: PageQuery }
): Promise<Answer<typeof wire.paginated>> {
  const { page, limit } = query;
  checkSelection(query);
  const [state, found] = await Promise.all([readSyncState(context), readPage(context, query)]);
  const isCapped = query.search !== undefined && found.total > SEARCH_CAP;
  const total = isCapped ? SEARCH_CAP : found.total;
  if (isCapped && (page - 1) * limit >= SEARCH_CAP) {
    const message = `a search shows its first ${SEARCH_CAP} payments; the export has all`;
    throw new BadRequest(`page: ${message}`, [{ name: 'page', message }]);
  }
  return {
    transactions: found.rows.map(transactionOf),
    ...(isUnread(state, total) ? { total: null, totalPages: null } : { total, totalPages: Math.ceil(total / limit) }),
    totalIsLowerBound: isCapped || found.isLowerBound === true,
    page,
    limit,
    ...freshnessOf(state)
  };
}

function readPage(context: ReadContext, query: PageQuery): Promise<Page> {
  const { search, appName, payer } = query;
  if (search !== undefined && isTxid(search)) return readTxid(context, query, search);
  const isSearch = search !== undefined && appName === undefined && payer === undefined;
  if (isNarrowed(query) && !isSearch) return readNarrowed(context, query);
  if (appName !== undefined) return readPageOfApp(context, query, appName);
  if (search !== undefined) return readSearch(context, query, search);
  return readLedgerPage(context, query);
}

async function readLedgerPage({ ledger, ledgerRows }: ReadContext, { page, limit, source }: PageQuery): Promise<Page> {
  const sources = source ?? payers;
  const place = await ledger.placeOf(sources, (page - 1) * limit);
  const { total, skip } = place;
  return { total, rows: skip >= total ? [] : await ledgerRows.from(place, sources, limit) };
}

async function readPageOfApp(
  { store }: ReadContext,
  { page, limit, source, search }: PageQuery,
  appName: string
): Promise<Page> {
  const cap = search === undefined ? Number.MAX_SAFE_INTEGER : SEARCH_CAP + 1;
  const selected = { app_name: appName, sources: sourceSet(source), pattern: likePattern(search) };
  return counted(await store.query('app_payments_page', { ...selected, cap, skip: (page - 1) * limit, limit }));
}

/** Counting is the expensive part of a search and the same for all its pages: done once, remembered while it is true. */
async function readSearch(context: ReadContext, query: PageQuery, search: string): Promise<Page> {
  if (isNarrowed(query)) return readNarrowSearch(context, query, search);
  const { page, limit, source } = query;
  const { store, searchCounts } = context;
  const args = await searchArgs(context, query, search);
  const skip = (page - 1) * limit;
  const sources = sourceSet(source);
  const known = searchCounts.get(args.needle, sources);
  const found = counted(
    await store.query('search_payments', {
      ...args,
      is_narrow: 0,
      cap: known === undefined ? SEARCH_CAP + 1 : Math.min(skip + limit, SEARCH_CAP),
      skip: Math.min(skip, SEARCH_CAP),
      // The last page ends with the count, also when one payment more was looked for to know that there are more.
      limit: Math.max(1, Math.min(limit, SEARCH_CAP - skip))
    })
  );
  if (known === undefined) searchCounts.set(args.needle, sources, found.total);
  return { total: known ?? found.total, rows: found.rows };
}

/** Of the payments that a search finds, those that the rest of the selection fits. */
async function readNarrowSearch(context: ReadContext, query: PageQuery, search: string): Promise<Page> {
  const { page, limit } = query;
  const args = await searchArgs(context, query, search);
  const place = { skip: (page - 1) * limit, limit };
  const rows = await context.store.query('search_payments', { ...args, is_narrow: 1, cap: SEARCH_CAP, ...place });
  return { ...counted(rows), isLowerBound: (rows[0]?.looked ?? 0) >= SEARCH_CAP };
}

async function searchArgs({ syncCursors }: ReadContext, query: PageQuery, search: string) {
  const needle = needleOf(search);
  const tracked = (await syncCursors()).map(({ address }) => address);
  return { ...needle, ...narrowOf(query), ...orderOf(query), addresses: addressesWith(needle.needle, tracked) };
}

/** Number and sums of a selection. */
export async function readSum(
  context: ReadContext,
  { query }: { query: SelectionQuery }
): Promise<Answer<typeof wire.sum>> {
  checkSelection(query);
  const [state, sums] = await Promise.all([readSyncState(context), sumOf(context, query)]);
  const fresh = freshnessOf(state);
  if (isUnread(state, sums.payments)) {
    return { payments: null, revenue: null, revenueUsd: null, pricedCount: null, isLowerBound: false, ...fresh };
  }
  return { ...shownSums(sums), isLowerBound: sums.isLowerBound, ...fresh };
}

async function sumOf(context: ReadContext, query: SelectionQuery): Promise<NarrowedSums> {
  const { search, appName, payer } = query;
  if (search === undefined || appName !== undefined || payer !== undefined) return sumNarrowed(context, query);
  const page = { ...query, page: 1, limit: 1, sort: 'time', order: 'desc' } as const;
  const args = await searchArgs(context, page, isTxid(search) ? search.toLowerCase() : search);
  const place = { skip: 0, limit: 1 };
  const [row] = await context.store.query('search_payments', { ...args, is_narrow: 1, cap: SEARCH_CAP, ...place });
  return lookedSums(row, SEARCH_CAP);
}

function counted(rows: CountedRow[]): Page {
  return { total: rows[0]?.total ?? 0, rows: rows.filter(isPayment) };
}

async function readTxid({ paymentOf }: ReadContext, query: PageQuery, txid: string): Promise<Page> {
  const row = await paymentOf(txid.toLowerCase());
  if (row === undefined || !isSelected(row, query)) return { total: 0, rows: [] };
  return { total: 1, rows: query.page === 1 ? [row] : [] };
}

function isSelected(row: ShownPaymentRow, query: PageQuery): boolean {
  const { appName, payer = row.from_address } = query;
  const { sources, types, start, end, low, high } = { ...narrowOf(query) };
  const sat = BigInt(row.amount_sat);
  return (
    row.source in sources &&
    (row.app_type ?? '') in types &&
    (appName === undefined || row.app_name === appName) &&
    row.from_address === payer &&
    start <= row.date &&
    row.date <= end &&
    BigInt(low) <= sat &&
    sat <= BigInt(high)
  );
}

export function sourceSet(sources: readonly Source[] | undefined): KeySet {
  return keySet(sources ?? payers);
}

export async function readTransactionsOfDay(
  context: ReadContext,
  { params: { date } }: { params: { date: string } }
): Promise<Answer<typeof wire.ofDay>> {
  const [state, rows] = await Promise.all([readSyncState(context), context.store.query('payments_of_day', { date })]);
  const isKnown = rows.length > 0 || (state.knownDay !== null && date <= state.knownDay);
  return { date, count: isKnown ? rows.length : null, transactions: rows.map(transactionOf), ...freshnessOf(state) };
}
