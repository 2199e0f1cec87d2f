/**
 * A ledger of any size, the same in every run: payments spread evenly over the heights since payments began, some of them
 * sharing a block, from a few big payers and many small ones, for apps of which a few are paid for often.
 *
 * Rows are what the indexer would derive from the facts beside them, so that a product started on them finds nothing to
 * repair.
 */
import { hash } from 'node:crypto';
import { estimateTime } from '../../src/lib/domain/time/chain-clock.ts';
import { usdMicros } from '../../src/lib/domain/money/money.ts';
import { assignSortKeys } from '../../src/lib/domain/payments/sort-keys.ts';
import { dateOf } from '../../src/lib/domain/time/periods.ts';
import type { FactRow, PaymentRow } from '../../src/lib/server/platform/store/rows.ts';

export const TRACKED = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
export const FIRST_HEIGHT = 1_672_000;
export const LAST_HEIGHT = 3_144_000;

const TEAM = 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY';
const FIAT = 't1XktDZ9Z1QiefMYE5nMFohe8VG2c2BD5A5';
const PAYERS = 2_000;
const APPS = 25_000;
const NAMES = [
  'minecraft',
  'palworld',
  'wordpress',
  'presearch',
  'kadena',
  'rust',
  'nextcloud',
  'folding',
  'dibi',
  'web'
];

const digest = (text: string) => hash('sha256', text, 'hex');
/** 0 .. 1 from eight digits of a hash. */
const share = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 8), 16) / 2 ** 32;
const address = (text: string) =>
  `t1${hash('sha256', text, 'base64url')
    .replaceAll(/[-_0OIl]/g, 'x')
    .slice(0, 33)}`;

const payers = Array.from({ length: PAYERS }, (_, at) => address(`payer ${at}`));
const apps = Array.from({ length: APPS }, (_, at) => {
  const registered = 1_715_600_000_000 + Math.floor(share(digest(`app ${at}`), 0) * 79_000_000_000);
  return `${NAMES[at % NAMES.length] ?? ''}${at % 7 === 0 ? at : ''}${registered}`;
});

/** 1e-8 USD. */
export function closeOf(date: string): bigint {
  return 4_000_000n + BigInt(Math.floor(share(digest(date), 0) * 8_000_000));
}

export interface Batch {
  facts: FactRow[];
  payments: PaymentRow[];
}

/** The payments from index `from` to below `to` of a ledger of `total`, in ascending order. */
export function batchOf({ from, to, total }: { from: number; to: number; total: number }): Batch {
  const made = Array.from({ length: to - from }, (_, at) => makePayment(from + at, total));
  const keys = assignSortKeys(made.map(({ payment }) => ({ height: payment.block_height, txid: payment.txid })));
  const keyed = made
    .map(({ fact, payment }) => ({ fact, payment: { ...payment, sort_key: String(keys.get(payment.txid)) } }))
    .sort((a, b) => Number(a.payment.sort_key) - Number(b.payment.sort_key));
  return { facts: keyed.map(({ fact }) => fact), payments: keyed.map(({ payment }) => payment) };
}

/** One payment in ten shares the block of the one before it; batches begin at whole tens. */
function heightOf(index: number, total: number): number {
  const place = index % 10 === 1 ? index - 1 : index;
  return FIRST_HEIGHT + Math.floor((place * (LAST_HEIGHT - FIRST_HEIGHT)) / total);
}

function makePayment(index: number, total: number): { fact: FactRow; payment: Omit<PaymentRow, 'sort_key'> } {
  const txid = digest(`payment ${index} of ${total}`);
  const height = heightOf(index, total);
  const time = estimateTime(height);
  const date = dateOf(time);
  const block = digest(`block ${height}`);
  const payer = payerOf(share(txid, 8), share(txid, 16));
  const sat = 5_000_000n + BigInt(Math.floor(share(txid, 24) ** 3 * 6_000_000_000));
  const app = share(txid, 32) < 0.9 ? (apps[Math.floor(share(txid, 40) ** 4 * APPS)] ?? null) : null;
  const message = app === null ? null : digest(`message ${txid}`);
  const script = message === null ? [] : [`6a40${Buffer.from(message).toString('hex')}`];
  const placed = { txid, block_hash: block, block_time: time };
  const payload = {
    p: payer,
    o: [
      [TRACKED, String(sat)],
      [payer, String(sat * 3n)]
    ],
    r: script
  };
  return {
    fact: { ...placed, height, payload: JSON.stringify(payload) },
    payment: {
      ...placed,
      block_height: height,
      date,
      address: TRACKED,
      from_address: payer,
      amount_sat: String(sat),
      usd_micros: String(usdMicros(sat, closeOf(date))),
      price_source: 'close',
      message_hash: message,
      app_name: app,
      app_type: app === null ? null : 'docker',
      source: payer === TEAM ? 'team' : payer === FIAT ? 'fiat' : 'other',
      settled: 1
    }
  };
}

function payerOf(kind: number, which: number): string {
  if (kind < 0.3) return TEAM;
  if (kind < 0.5) return FIAT;
  return payers[Math.floor(which ** 2 * PAYERS)] ?? TEAM;
}
