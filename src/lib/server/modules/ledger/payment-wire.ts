/** A payment as the API shows it. */
import type { Transaction } from '../../../contract/ledger/transactions.ts';
import { formatFlux, formatUsd } from '../../../domain/money/money.ts';
import type { ShownPaymentRow } from './statements-read.ts';

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

/** A payment of an export: one text per row makes the way between threads cheap (see export_payments.sql). */
export function transactionOfLine(line: string): Transaction {
  const fields = line.split(' ', 11);
  const [txid = '', address = '', from = '', sat = '', usd = '', height = '', time = '', date = ''] = fields;
  const [type, source, settled] = fields.slice(8);
  const name = line.slice(fields.join(' ').length + 1);
  return {
    txid,
    address,
    fromAddress: from,
    amount: formatFlux(BigInt(sat)),
    amountUsd: usd === '-' ? null : formatUsd(BigInt(usd)),
    blockHeight: Number(height),
    timestamp: Number(time),
    date,
    appName: name === '-' ? null : name.slice(1),
    appType: type === '-' ? null : (type as Transaction['appType']),
    source: source as Transaction['source'],
    settled: settled === '1'
  };
}

/** The rows of a page or slice that are payments: an empty one has a single row of nulls. */
export function isPayment<Row extends { txid: string | null }>(row: Row): row is Row & ShownPaymentRow {
  return row.txid !== null;
}
