/**
 * Lists of columns that several statements read, by name: `-- @columns NAME [alias]` on a line of its own stands for one.
 * A column that is added to its table is read by all of them.
 */
import type { Table } from './table.ts';
import { NOT_SHOWN, ledgerTables } from '../../modules/ledger/tables.ts';

const { columns: payment } = ledgerTables.revenue_transactions;

export const columnFragments: Readonly<Record<string, Table['columns']>> = {
  payment,
  /** What visitors see of a payment (ShownPaymentRow). */
  shown_payment: without(payment, NOT_SHOWN)
};

function without(columns: Table['columns'], left: readonly string[]): Table['columns'] {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !left.includes(name)));
}
