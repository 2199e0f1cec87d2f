/**
 * Pages and sums of selections that ask for more than the ledger's own order.
 *
 * Each way has a bound on the payments that it looks at: the ranges of a page, the entries of the index by amount that a page
 * needs, or the first REACH payments of a name. Where more could fit than were looked at, numbers are lower bounds.
 */
import { BadRequest } from '../../../platform/errors.ts';
import type { CountedRow, LookedRow, ShownPaymentRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { keyRanges, placeIn, type KindPlaces } from './kind-places.ts';
import { isPayment } from '../payment-wire.ts';
import { sumsOf, type Sums } from './sums.ts';
import { likePattern } from './search.ts';
import {
  amountsOf,
  hasAmount,
  isNarrowed,
  kindsOf,
  narrowOf,
  orderOf,
  type PageQuery,
  type SelectionQuery
} from './selection.ts';

/** Payments of a name or an amount that are looked at one by one. */
const REACH = 5_000;
/** The list of one name, newest or oldest first, ends here. */
const NAME_CAP = 10_000;
/** Entries of the index by amount that are summed: much cheaper than payments. */
const AMOUNT_REACH = 30_000;
/** Payments that a range of 1,000 blocks has: to tell a short way from a long one, not for any figure. */
const USUAL_RANGE = 500;

interface NarrowedPage {
  rows: ShownPaymentRow[];
  total: number;
  isLowerBound: boolean;
}

export interface NarrowedSums extends Sums {
  isLowerBound: boolean;
}

/** Pages of every selection but a search over all payments (see transactions.ts). */
export async function readNarrowed(context: ReadContext, query: PageQuery): Promise<NarrowedPage> {
  const { appName, payer } = query;
  if (appName !== undefined || payer !== undefined) return readNamed(context, query);
  if (hasAmount(query)) return readAmounts(context, query);
  return readKinds(context, query);
}

export async function sumNarrowed(context: ReadContext, query: SelectionQuery): Promise<NarrowedSums> {
  const { appName, payer } = query;
  if (appName !== undefined || payer !== undefined) {
    if (isPlainName(query)) return { ...(await sumOfName(context, query)), isLowerBound: false };
    const { row } = await look(context, { ...query, page: 1, limit: 1, sort: 'time', order: 'desc' });
    return lookedSums(row);
  }
  if (hasAmount(query)) {
    const row = await sumAmounts(context, query);
    return { ...sumsOf(row), isLowerBound: (row?.looked ?? 0) >= AMOUNT_REACH };
  }
  const { ranges: _, ...sums } = await context.kinds(kindsOf(query));
  return { ...sums, isLowerBound: false };
}

async function readKinds(context: ReadContext, query: PageQuery): Promise<NarrowedPage> {
  const { page, limit } = query;
  const kinds = kindsOf(query);
  const order = orderOf(query);
  const places = await context.kinds(kinds);
  const skip = (page - 1) * limit;
  const total = places.payments;
  if (skip >= total) return { rows: [], total, isLowerBound: false };
  if (order.by_amount === 0) {
    const place = placeIn(places, { skip, limit, direction: order.direction });
    const rows = await context.store.query('payments_of_kinds', { ...kinds, ...order, ...place, limit });
    return { rows, total, isLowerBound: false };
  }
  const isGathered = await isShortToGather(context, places, skip + limit);
  const rows = isGathered
    ? await context.store.query('payments_of_kinds', {
        ...kinds,
        ...order,
        ranges: keyRanges(places.ranges.map(({ range }) => range)),
        skip,
        limit
      })
    : await context.store.query('payments_by_amount', {
        ...amountsOf(query),
        direction: order.direction,
        skip,
        limit
      });
  return { rows, total, isLowerBound: false };
}

/** By amount: whether reading all ranges of the selection is less than walking the index until it met enough of it. */
async function isShortToGather({ ledger }: ReadContext, places: KindPlaces, wanted: number): Promise<boolean> {
  const walked = (wanted * (await ledger.total())) / places.payments;
  // A row read costs about as much as ten entries of the index.
  return places.ranges.length * USUAL_RANGE * 10 < walked;
}

async function readAmounts(context: ReadContext, query: PageQuery): Promise<NarrowedPage> {
  const { page, limit } = query;
  const order = orderOf(query);
  const sums = await sumAmounts(context, query);
  const isLowerBound = (sums?.looked ?? 0) >= AMOUNT_REACH;
  if (order.by_amount === 1) {
    const args = { ...amountsOf(query), direction: order.direction, skip: (page - 1) * limit, limit };
    return {
      rows: await context.store.query('payments_by_amount', args),
      total: sums?.payment_count ?? 0,
      isLowerBound
    };
  }
  const isFew = (sums?.looked ?? 0) < REACH;
  return pageOf(await look(context, query, { driver: isFew ? 'amount' : 'ledger' }));
}

async function sumAmounts({ store }: ReadContext, query: SelectionQuery) {
  const [row] = await store.query('amount_sums', { ...amountsOf(query), reach: AMOUNT_REACH });
  return row;
}

async function readNamed(context: ReadContext, query: PageQuery): Promise<NarrowedPage> {
  const { page, limit, sort } = query;
  const named = await sumOfName(context, query);
  if (isPlainName(query) && sort !== 'amount') {
    const total = named.payments;
    if ((page - 1) * limit >= total) return { rows: [], total, isLowerBound: false };
    if (page * limit > NAME_CAP) refusePage(`the list of a payer or an app shows its first ${NAME_CAP} payments`);
    const { rows } = await look(context, query, { reach: page * limit });
    return { rows, total, isLowerBound: false };
  }
  // The highest of so many are found from the highest of all.
  const driver = sort === 'amount' && named.payments > REACH ? 'amount' : nameOf(query);
  return pageOf(await look(context, query, { driver }));
}

/** One name and nothing else: the roll-ups have its sums. */
function isPlainName(query: SelectionQuery): boolean {
  const { appName, payer, search, source } = query;
  if ((appName === undefined) === (payer === undefined) || search !== undefined || source !== undefined) return false;
  return !isNarrowed({ ...query, payer: undefined, sort: 'time', order: 'desc' });
}

function refusePage(reason: string): never {
  const message = `${reason}; the export has all`;
  throw new BadRequest(`page: ${message}`, [{ name: 'page', message }]);
}

/** Of an app or a payer without anything else asked, from their roll-ups. */
async function sumOfName({ store }: ReadContext, { appName, payer }: SelectionQuery): Promise<Sums> {
  const rows = await store.query('name_sums', { app_name: appName ?? '', payer: payer ?? '' });
  return sumsOf(rows.find(({ kind }) => kind === (appName === undefined ? 'payer' : 'app')));
}

type Looked = CountedRow & LookedRow;

interface Way {
  driver?: 'app' | 'payer' | 'amount' | 'ledger';
  reach?: number;
}

async function look(context: ReadContext, query: PageQuery, { driver = nameOf(query), reach = REACH }: Way = {}) {
  const { page, limit, appName, search } = query;
  const rows: Looked[] = await context.store.query('narrow_payments', {
    ...narrowOf(query),
    ...orderOf(query),
    driver,
    app_name: appName ?? '',
    pattern: likePattern(search),
    ...(driver === 'ledger' ? await keysOf(context, query) : { low_key: '0', high_key: '0' }),
    reach,
    skip: (page - 1) * limit,
    limit
  });
  return { row: rows[0], rows: rows.filter(isPayment) };
}

const nameOf = ({ appName }: SelectionQuery) => (appName === undefined ? 'payer' : 'app');

/** Where in the ledger the days and kinds asked are. */
async function keysOf(context: ReadContext, query: SelectionQuery) {
  const { ranges } = await context.kinds(kindsOf(query));
  const all = keyRanges(ranges.map(({ range }) => range));
  return { low_key: all[0]?.low ?? '0', high_key: all.at(-1)?.high ?? '0' };
}

function pageOf({ row, rows }: { row: Looked | undefined; rows: ShownPaymentRow[] }): NarrowedPage {
  return { rows, total: row?.total ?? 0, isLowerBound: (row?.looked ?? 0) >= REACH };
}

/** Sums of what was looked at, of which there may be more. */
export function lookedSums(row: (LookedRow & { total: number }) | undefined, reach = REACH): NarrowedSums {
  return {
    sat: BigInt(row?.sum_sat ?? 0),
    payments: row?.total ?? 0,
    usdMicros: BigInt(row?.sum_usd_micros ?? 0),
    priced: row?.sum_priced ?? 0,
    isLowerBound: (row?.looked ?? 0) >= reach
  };
}
