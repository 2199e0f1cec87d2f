/** Payments and payers that a search over everything finds. */
import type { FoundGroup } from '../../../../contract/search/search.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { SORT_KEY_BITS } from '../../../../domain/payments/sort-keys.ts';
import type { ReadContext } from './context.ts';
import { readPayers } from './payers.ts';
import { freshnessOf, readSyncState } from './sync-state.ts';

const paymentPath = (txid: string) => `/transactions?search=${txid}`;

export async function findTransaction(context: ReadContext, text: string): Promise<FoundGroup | null> {
  const [state, row] = await Promise.all([readSyncState(context), context.paymentOf(text.toLowerCase())]);
  if (row === undefined) return null;
  const detail = `${formatFlux(BigInt(row.amount_sat))} FLUX · ${row.app_name ?? 'no app'} · ${row.date}`;
  return {
    kind: 'payment',
    label: 'Transaction',
    items: [{ title: row.txid, detail, path: paymentPath(row.txid) }],
    total: 1,
    totalIsLowerBound: false,
    path: null,
    ...freshnessOf(state)
  };
}

/** The payments of a block. */
export async function findBlock(context: ReadContext, height: number, shown: number): Promise<FoundGroup | null> {
  const from = BigInt(height) << SORT_KEY_BITS;
  const to = ((BigInt(height) + 1n) << SORT_KEY_BITS) - 1n;
  const [state, rows] = await Promise.all([
    readSyncState(context),
    context.store.query('payments_in_range', { from_key: String(from), to_key: String(to) })
  ]);
  if (rows.length === 0) return null;
  return {
    kind: 'block',
    label: 'Payments in this block',
    items: rows.slice(0, shown).map(({ txid, amount_sat, app_name }) => ({
      title: txid,
      detail: `${formatFlux(BigInt(amount_sat))} FLUX · ${app_name ?? 'no app'}`,
      path: paymentPath(txid)
    })),
    total: rows.length,
    totalIsLowerBound: false,
    path: null,
    ...freshnessOf(state)
  };
}

export async function findPayers(context: ReadContext, text: string, shown: number): Promise<FoundGroup | null> {
  const query = { page: 1, limit: shown, search: text, source: undefined, sort: 'revenue', order: 'desc' } as const;
  const { payers, total, asOf, stale } = await readPayers(context, { query });
  if (payers.length === 0 || total === null) return null;
  return {
    kind: 'payer',
    label: 'Payers',
    items: payers.map(({ payer, revenue, payments }) => ({
      title: payer,
      detail: `${revenue} FLUX in ${payments} payment${payments === 1 ? '' : 's'}`,
      path: `/payers/${encodeURIComponent(payer)}`
    })),
    total,
    totalIsLowerBound: false,
    path: `/payers?search=${encodeURIComponent(text)}`,
    asOf,
    stale
  };
}
