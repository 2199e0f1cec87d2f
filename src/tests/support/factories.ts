/** Valid rows for tests: a test states only what it is about. */
import { assignSortKeys } from '../../lib/domain/payments/sort-keys.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { keySet, type PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { StorePaymentsArgs } from '../../lib/server/modules/ledger/statements-ingest.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';

export const TRACKED = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
/** 2026-03-18 12:00:00 UTC, the `now` of tests. */
export const NOON = 1_773_835_200;

let made = 0;

/** A txid of its own; `seed` makes it the same in every run. */
export function txidOf(seed: number): string {
  let text = '';
  for (let part = 0, state = seed + 1; part < 8; part++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ Math.imul(part + 1, 0x9e3779b9);
    state ^= state >>> 13;
    text += (state >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}

/** A settled payment of 1.5 FLUX, valued at 0.10 USD, for the app `shop`. Its day follows from its block time. */
export function payment(over: Partial<Omit<PaymentRow, 'sort_key'>> = {}): Omit<PaymentRow, 'sort_key'> {
  const blockTime = over.block_time ?? NOON - 3_600;
  return {
    txid: txidOf(made++),
    block_height: 2_000_000,
    block_hash: 'b10c',
    block_time: blockTime,
    date: dateOf(blockTime),
    address: TRACKED,
    from_address: 't1Buyer',
    amount_sat: '150000000',
    usd_micros: '150000',
    price_source: 'close',
    message_hash: null,
    app_name: 'shop',
    app_type: 'docker',
    source: 'other',
    settled: 1,
    ...over
  };
}

/** Gives payments the sort keys that the indexer gives them; ascending. */
export function keyed(payments: Omit<PaymentRow, 'sort_key'>[]): PaymentRow[] {
  const keys = assignSortKeys(payments.map(({ block_height, txid }) => ({ height: block_height, txid })));
  return payments
    .map((row) => ({ ...row, sort_key: String(keys.get(row.txid)) }))
    .sort((a, b) => (BigInt(a.sort_key) < BigInt(b.sort_key) ? -1 : 1));
}

export interface Planted {
  payments?: Omit<PaymentRow, 'sort_key'>[];
  tip?: number;
  /** When the sync was complete; null leaves the sync state as it is. */
  completedAt?: number | null;
  tipTime?: number;
  complete?: boolean;
}

/** Stores payments as a sync does, under the lease `revenue`. */
export async function plant(
  store: Store,
  { payments = [], tip = 2_100_000, completedAt = NOON, tipTime, complete = true }: Planted
): Promise<void> {
  const lease = await leaseOf(store);
  const revenue = completedAt === null ? null : { tip, tipTime: tipTime ?? completedAt - 30, completedAt, complete };
  await store.query('store_payments', {
    ...noPayments,
    ...lease,
    payments: keyed(payments),
    affected: keySet(payments.map(({ txid }) => txid)),
    cursors: { [TRACKED]: { height: tip - 59 } },
    status: revenue === null ? {} : { revenue: { value: JSON.stringify(revenue) } },
    now: completedAt ?? NOON
  });
}

/** Sets the live price as the price sync does: 1e-8 USD. */
export async function plantPrice(store: Store, priceE8: bigint, asOf: number): Promise<void> {
  const lease = await leaseOf(store);
  const value = JSON.stringify(String(priceE8));
  await store.query('store_metric', { ...lease, name: 'flux_price_usd', value, source: 'test', as_of: asOf });
}

export async function plantWebhook(store: Store, id: string): Promise<void> {
  const lists = { types: '{"payment.seen":1}', subjects: '{}' };
  const webhook = { id, url: 'https://example.org/', ...lists, format: 'json', ordering: 'subject' } as const;
  await store.query('webhook_create', { ...webhook, secret: 'whsec_', key_id: null, now: NOON });
}

export async function leaseOf(store: Store, name = 'revenue'): Promise<{ lease: string; fence: number }> {
  const lease = { name, holder: 'test', now: NOON, expires_at: NOON + 60 };
  const [taken] = await store.query('acquire_lease', lease);
  if (taken === undefined) throw new Error('the lease is taken');
  return { lease: name, fence: taken.fence };
}

export const noPayments: Omit<StorePaymentsArgs, 'lease' | 'fence'> = {
  facts: [],
  payments: [],
  removed_facts: {},
  removed_payments: {},
  affected: {},
  cursors: {},
  parked: [],
  unparked: {},
  reorgs: [],
  priced: {},
  status: {},
  history: 0,
  events: [],
  now: NOON
};

/** A search that asks for nothing but its text, newest first. */
export const plainSearch = {
  is_narrow: 0,
  payer: '',
  low: '0',
  high: '9223372036854775807',
  start: '0000-01-01',
  end: '9999-12-31',
  types: { git: 1, docker: 1, fluxdrive: 1, unregistered: 1, '': 1 },
  by_amount: 0,
  direction: -1
} as const;
