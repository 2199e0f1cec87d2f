/**
 * The complete selection of payments, slice by slice in the order of the ledger.
 *
 * What is newer than the start of the export does not take part, so that rows that arrive meanwhile shift nothing. Each
 * slice looks at a bounded number of rows, however few of them are selected: no slice holds up other readers for long,
 * and who stops asking stops the work.
 */
import type { Parsed } from '../../../../contract/kit/endpoint.ts';
import type { exported, Transaction } from '../../../../contract/ledger/transactions.ts';
import type { ExportRow } from '../statements-read.ts';
import type { ReadContext } from './context.ts';
import { transactionOfLine } from './payment-wire.ts';
import { likePattern } from './search.ts';
import { isNarrowed, kindsOf, narrowOf } from './selection.ts';

export type ExportQuery = Parsed<typeof exported>['query'];

/** Rows looked at per slice: few when all are selected and travel, more when most are passed over. */
const SLICE = 500;
const SPARSE_SLICE = 20_000;

/** Slices of selected rows, newest first. The next slice is read while the caller is at work on one. */
export async function* readExport(context: ReadContext, query: ExportQuery): AsyncGenerator<Transaction[]> {
  const { start, end } = kindsOf(query);
  const [bounds] = await context.store.query('key_bounds', { start, end });
  if (bounds === undefined || bounds.low_key === null) return;
  const floor = BigInt(bounds.low_key);
  let next = readSlice(context, query, BigInt(bounds.high_key) + 1n);
  for (;;) {
    const rows = await next;
    const low = BigInt(rows[0]?.low_key ?? -1);
    const isLast = low <= floor;
    if (!isLast) {
      next = readSlice(context, query, low);
      // Awaited in the next turn; until then a failure is nobody's.
      next.catch(() => undefined);
    }
    const selected = rows.flatMap(({ line }) => (line === null ? [] : [transactionOfLine(line)]));
    if (selected.length > 0) yield selected;
    if (isLast) return;
  }
}

function readSlice({ store }: ReadContext, query: ExportQuery, before: bigint): Promise<ExportRow[]> {
  const { search, appName, source } = query;
  const isSparse =
    search !== undefined ||
    source !== undefined ||
    isNarrowed({ ...query, start_date: undefined, end_date: undefined });
  const args = {
    ...narrowOf(query),
    before_key: String(before),
    slice: isSparse ? SPARSE_SLICE : SLICE,
    pattern: likePattern(search)
  };
  return appName === undefined
    ? store.query('export_payments', args)
    : store.query('export_app_payments', { ...args, app_name: appName });
}
