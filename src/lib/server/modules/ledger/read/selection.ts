/**
 * A selection of payments as the statements take it, and by which of its parts the payments are best found.
 *
 * Days, sources and kinds of app are in a roll-up: what is selected by those alone has exact totals and sums and every page.
 * An app, a payer, an amount or a search text is looked for in its index, up to a reach; beyond that numbers are lower bounds.
 */
import type { Parsed } from '../../../../contract/kit/endpoint.ts';
import { typeChoices, type paginated, type sum } from '../../../../contract/ledger/transactions.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { parseDecimal } from '../../../../domain/money/money.ts';
import { payers } from '../../../../domain/payments/payers.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { keySet, type KeySet } from '../../../platform/store/rows.ts';
import type { NarrowArgs, OrderArgs } from '../statements-read.ts';

/** What selects payments, without which page of them in which order. */
export type SelectionQuery = Parsed<typeof sum>['query'];
export type PageQuery = Parsed<typeof paginated>['query'];

const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';
const HIGHEST_AMOUNT = String(2n ** 63n - 1n);

/** Days, sources and kinds of app. */
export interface Kinds {
  start: string;
  end: string;
  sources: KeySet;
  types: KeySet;
}

/** BadRequest where the parameters contradict each other. */
export function checkSelection({ start_date, end_date, min_amount, max_amount }: SelectionQuery): void {
  if (start_date !== undefined && end_date !== undefined && start_date > end_date) {
    refuse('end_date', 'the range ends before it starts');
  }
  if (min_amount !== undefined && max_amount !== undefined && satOf(min_amount) > satOf(max_amount)) {
    refuse('max_amount', 'the highest amount is below the lowest');
  }
}

export function kindsOf({ start_date, end_date, source, type }: SelectionQuery): Kinds {
  return {
    start: start_date ?? FIRST_DAY,
    end: end_date ?? LAST_DAY,
    sources: keySet(source ?? payers),
    types: keySet((type ?? typeChoices).map((each) => (each === 'none' ? '' : each)))
  };
}

export function narrowOf(query: SelectionQuery): NarrowArgs & { sources: KeySet } {
  return { ...amountsOf(query), payer: query.payer ?? '' };
}

/** For statements that know no payer: Postgres refuses an argument that a statement does not have. */
export function amountsOf(query: SelectionQuery): Omit<NarrowArgs, 'payer'> & { sources: KeySet } {
  return {
    ...kindsOf(query),
    low: query.min_amount === undefined ? '0' : String(satOf(query.min_amount)),
    high: query.max_amount === undefined ? HIGHEST_AMOUNT : String(satOf(query.max_amount))
  };
}

export function orderOf({ sort, order }: Pick<PageQuery, 'sort' | 'order'>): OrderArgs {
  return { by_amount: sort === 'amount' ? 1 : 0, direction: order === 'asc' ? 1 : -1 };
}

export const hasAmount = ({ min_amount, max_amount }: SelectionQuery) =>
  min_amount !== undefined || max_amount !== undefined;

/** Whether more is asked than what the ledger's own order, its sources, an app and a search text answer. */
export function isNarrowed(query: SelectionQuery & Partial<Pick<PageQuery, 'sort' | 'order'>>): boolean {
  const { type, payer, start_date, end_date, sort = 'time', order = 'desc' } = query;
  const isOrdered = sort !== 'time' || order !== 'desc';
  return isOrdered || hasAmount(query) || [type, payer, start_date, end_date].some((each) => each !== undefined);
}

function satOf(flux: string): bigint {
  return parseDecimal(flux, fluxProfile.decimals);
}

function refuse(name: string, message: string): never {
  throw new BadRequest(`${name}: ${message}`, [{ name, message }]);
}
