/**
 * How a table is shown, in the query of its address: `sort`, `order`, `rows` and `page`. A default is not written, so that one
 * view has one address; another order or another number of rows starts at the first page.
 */
import { pageOf, withQuery } from './url-state.ts';

export const rowChoices = [25, 50, 100, 200] as const;
const DEFAULT_ROWS = 50;

export type Order = 'asc' | 'desc';

export interface TableState<Sort extends string> {
  page: number;
  limit: (typeof rowChoices)[number];
  sort: Sort;
  order: Order;
}

/** `sorts`: what the table can be sorted by, the default first. */
export function tableStateOf<const Sort extends string>(
  query: URLSearchParams,
  sorts: readonly [Sort, ...Sort[]]
): TableState<Sort> {
  return {
    page: pageOf(query),
    limit: rowChoices.find((rows) => String(rows) === query.get('rows')) ?? DEFAULT_ROWS,
    sort: sorts.find((sort) => sort === query.get('sort')) ?? sorts[0],
    order: query.get('order') === 'asc' ? 'asc' : 'desc'
  };
}

/** What the heads of a table need: how it is sorted, and the address of each other order. */
export interface Sorting {
  sort: string;
  order: Order;
  hrefOf: (sort: string, order: Order) => string;
}

/** A page with a query: what the addresses of its other views are made of. */
export interface Place {
  pathname: string;
  searchParams: URLSearchParams;
}

export function sortingOf({ sort, order }: TableState<string>, at: Place, first: string): Sorting {
  return {
    sort,
    order,
    hrefOf: (by, direction) =>
      viewOf(at, { sort: by === first ? null : by, order: direction === 'desc' ? null : direction })
  };
}

export function rowsHref(at: Place, rows: number): string {
  return viewOf(at, { rows: rows === DEFAULT_ROWS ? null : rows });
}

/** A filter that is set, with the address without it. */
export interface Chip {
  text: string;
  href: string;
}

/** Another view of a page, from its first row on; null removes a parameter. */
export function viewOf({ pathname, searchParams }: Place, changes: Record<string, string | number | null>): string {
  return pathname + withQuery(searchParams, { page: null, ...changes });
}

/** The view without some parameters. */
export function without(at: Place, ...names: string[]): string {
  return viewOf(at, Object.fromEntries(names.map((name) => [name, null])));
}
