/** A payment as the API shows it. */
import type { Transaction } from '../../contract/transactions.ts';
import { formatFlux, formatUsd } from '../../domain/money.ts';
import type { ShownPaymentRow } from '../store/statements-read.ts';

export function transactionOf(row: ShownPaymentRow): Transaction {
  return {
    txid: row.txid,
    address: row.address,
    fromAddress: row.from_address,
    amount: formatFlux(BigInt(row.amount_sat)),
    amountUsd: row.usd_micros === null ? null : formatUsd(BigInt(row.usd_micros)),
    blockHeight: row.block_height,
    timestamp: row.block_time,
    date: row.date,
    appName: row.app_name,
    appType: row.app_type,
    source: row.source,
    settled: row.settled === 1
  };
}

/** The rows of a page or slice that are payments: an empty one has a single row of nulls. */
export function isPayment<Row extends { txid: string | null }>(row: Row): row is Row & ShownPaymentRow {
  return row.txid !== null;
}
