/**
 * Payments of the original's revenue_transactions, for a ledger that was never read from the chain: they show at once and
 * are not settled. The chain is the authority: the first sync replaces every range of heights as a whole, so each payment
 * then becomes what the chain says, or vanishes, and none counts twice.
 *
 * The original kept amounts as floats: the shortest text of one, to 8 decimals, is what was paid. A row that can be no
 * payment is left out and listed.
 */
import * as z from 'zod';
import { estimateTime } from '../../../../domain/time/chain-clock.ts';
import { usdMicros } from '../../../../domain/money/money.ts';
import { paymentIn, type Payment, type RevenueRules } from '../../../../domain/payments/payments.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import { assignSortKeys } from '../../../../domain/payments/sort-keys.ts';
import { keySet, type PaymentRow } from '../../../platform/store/rows.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { paymentEvents } from '../../ledger/module.ts';
import { count, scaled } from './exact.ts';
import type { Findings } from './report.ts';
import { readTable, type TableFile } from './table.ts';

/** A payment as the original named it. */
export interface LegacyPayment extends Payment {
  appName: string | null;
  appType: 'git' | 'docker' | null;
}

const SAT = 8;
const TXID = /^[0-9a-f]{64}$/i;
const UNKNOWN_PAYER = 'Unknown';
const FIRST_MILLISECONDS = 1e11;
/** The clock of the chain is an estimate. */
const TOLERANCE_SECONDS = 30 * SECONDS_PER_DAY;
const COLUMNS =
  /^(id|txid|address|from_address|amount|amount_usd|block_height|timestamp|date|app_name|app_type|created_at)$/;
const ROWS_PER_WRITE = 1_000;

const Row = z.record(z.string(), z.unknown());

interface Reading {
  rules: RevenueRules;
  now: number;
  findings: Findings;
}

/** In the order of the chain. Throws BackupRefused when the file is not what it should be. */
export async function readPayments(file: TableFile, reading: Reading): Promise<LegacyPayment[]> {
  const payments = new Map<string, LegacyPayment>();
  await readTable(file, (given) => {
    const row = Row.parse(given);
    const payment = readPayment(row, reading);
    const refuse = (reason: string) => reading.findings.refused(`revenue_transactions: ${reason}`, String(row['txid']));
    if (typeof payment === 'string') refuse(payment);
    else if (payments.has(payment.txid)) refuse('the transaction is there twice');
    else payments.set(payment.txid, payment);
    for (const column of Object.keys(row)) if (!COLUMNS.test(column)) reading.findings.leftOut(column);
  });
  return [...payments.values()].sort((a, b) => a.height - b.height || (a.txid < b.txid ? 1 : -1));
}

/** Why it is none, in words, where it is none. */
function readPayment(row: Record<string, unknown>, { rules, now, findings }: Reading): LegacyPayment | string {
  const txid = textOf(row['txid'])?.toLowerCase() ?? '';
  const sat = scaled(row['amount'], SAT);
  const height = count(row['block_height']);
  const blockTime = timeOf(row['timestamp']);
  const address = textOf(row['address']);
  if (!TXID.test(txid)) return 'no transaction id';
  if (sat === null || sat === 0n) return 'an amount that cannot be';
  if (height === null || height === 0) return 'a block height that cannot be';
  if (blockTime === null || blockTime > now) return 'a time that cannot be';
  if (Math.abs(estimateTime(height) - blockTime) > TOLERANCE_SECONDS) return 'a time that its block cannot have had';
  if (address === null) return 'no address';
  const from = textOf(row['from_address']);
  const payer = from === UNKNOWN_PAYER ? null : from;
  const content = { txid, payer, outputs: [{ address, sat }], opReturns: [] };
  const payment = paymentIn({ ...content, height, blockHash: '', blockTime }, rules);
  if (payment === null) return 'no revenue of the tracked addresses';
  const type = textOf(row['app_type']);
  const appType = type === 'git' || type === 'docker' ? type : null;
  if (type !== appType) findings.impossible('app_type', payment.date, type);
  return { ...payment, appName: textOf(row['app_name']), appType };
}

/**
 * Resolves with how many were stored: none where anything has been read from the chain already. Repeated, it replaces what
 * it stored before. Runs under the lease of the ledger's writer.
 */
export async function storePayments(
  { store, now }: WorkDeps,
  { lease, signal, progress }: Run,
  payments: readonly LegacyPayment[]
): Promise<number> {
  const [cursors, facts] = await Promise.all([
    store.query('sync_cursors', {}),
    store.query('facts_after', { height: -1, txid: '', limit: 1 })
  ]);
  if (cursors.length > 0 || facts.length > 0) return 0;
  await store.query('clear_revenue', lease);
  const keys = assignSortKeys(payments);
  const closes = await readCloses({ store }, payments);
  for (let at = 0; at < payments.length; at += ROWS_PER_WRITE) {
    signal.throwIfAborted();
    const rows = payments
      .slice(at, at + ROWS_PER_WRITE)
      .map((payment) => rowOf(payment, { key: keys.get(payment.txid), close: closes.get(payment.date) }));
    const affected = keySet(rows.map(({ txid }) => txid));
    const toldAt = now();
    const events = paymentEvents(new Map(), { written: rows, removed: [], now: toldAt });
    await store.query('store_payments', { ...lease, ...nothing, payments: rows, affected, events, now: toldAt });
    progress(at + rows.length, payments.length);
  }
  return payments.length;
}

const nothing = {
  facts: [],
  removed_facts: {},
  removed_payments: {},
  cursors: {},
  parked: [],
  unparked: {},
  reorgs: [],
  priced: {},
  status: {},
  history: 0 as const
};

function rowOf(
  payment: LegacyPayment,
  { key, close }: { key: bigint | undefined; close: bigint | undefined }
): PaymentRow {
  return {
    txid: payment.txid,
    sort_key: String(key),
    block_height: payment.height,
    block_hash: payment.blockHash,
    block_time: payment.blockTime,
    date: payment.date,
    address: payment.address,
    from_address: payment.fromAddress,
    amount_sat: String(payment.amountSat),
    usd_micros: close === undefined ? null : String(usdMicros(payment.amountSat, close)),
    price_source: close === undefined ? null : 'close',
    message_hash: null,
    app_name: payment.appName,
    app_type: payment.appType,
    source: payment.source,
    settled: 0
  };
}

async function readCloses(
  { store }: Pick<WorkDeps, 'store'>,
  payments: readonly LegacyPayment[]
): Promise<ReadonlyMap<string, bigint>> {
  const dates = payments.map(({ date }) => date).sort();
  const rows = await store.query('closes_in_range', { start: dates[0] ?? '', end: dates.at(-1) ?? '' });
  return new Map(rows.map(({ date, price_e8 }) => [date, BigInt(price_e8)]));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Unix seconds; some versions wrote milliseconds. */
function timeOf(value: unknown): number | null {
  const time = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  if (!Number.isFinite(time) || time <= 0) return null;
  return Math.floor(time >= FIRST_MILLISECONDS ? time / 1_000 : time);
}
