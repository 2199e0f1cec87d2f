/**
 * From stored facts to payment rows: the one place that decides what a payment is, which app it bought and what it was
 * worth. Everything it reads is in the store, so any payment can be derived again offline.
 */
import type { AppComponent, ChainTransaction } from '../../domain/chain.ts';
import { attribute, type MessageFacts } from '../../domain/attribution.ts';
import { paymentIn, type Payment, type RevenueRules } from '../../domain/payments.ts';
import { keySet, type PaymentRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { readPrices, valueOf, type Prices } from './valuation.ts';

/** A payment row before its place in the ledger (sort_key) is known. */
export type DerivedPayment = Omit<PaymentRow, 'sort_key' | 'settled'>;

export interface Knowledge {
  messages: ReadonlyMap<string, MessageFacts>;
  prices: Prices;
  /** When a complete dump of messages was begun that was then stored to its end; null before. */
  messagesKnownAt: number | null;
}

/** Derives the payments among some transactions; `before` holds their stored rows, `prices` are read unless given. */
export async function derivePayments(
  transactions: ChainTransaction[],
  {
    store,
    rules,
    messagesKnownAt,
    prices: given,
    before,
    now
  }: {
    store: Store;
    rules: RevenueRules;
    messagesKnownAt: number | null;
    prices?: Prices | undefined;
    before: ReadonlyMap<string, PaymentRow>;
    now: number;
  }
): Promise<DerivedPayment[]> {
  const payments = transactions.map((tx) => paymentIn(tx, rules)).filter((payment) => payment !== null);
  if (payments.length === 0) return [];
  const dates = payments.map(({ date }) => date).sort();
  const [messages, prices] = await Promise.all([
    readMessages(store, payments),
    given ?? readPrices(store, { start: dates[0] ?? '', end: dates.at(-1) ?? '', now })
  ]);
  return payments.map((payment) => derive(payment, { messages, prices, messagesKnownAt }, before.get(payment.txid)));
}

function derive(payment: Payment, known: Knowledge, before: PaymentRow | undefined): DerivedPayment {
  const message = payment.messageHash === null ? null : known.messages.get(payment.messageHash);
  const { appName, appType } = attribute(payment, message, known.messagesKnownAt);
  const wasGivenUp = before?.app_type === 'unregistered' && before.message_hash === payment.messageHash;
  return {
    txid: payment.txid,
    block_height: payment.height,
    block_hash: payment.blockHash,
    block_time: payment.blockTime,
    date: payment.date,
    address: payment.address,
    from_address: payment.fromAddress,
    amount_sat: String(payment.amountSat),
    ...valueOf(payment, known.prices, before),
    message_hash: payment.messageHash,
    app_name: appName,
    app_type: appType === null && appName === null && wasGivenUp ? 'unregistered' : appType,
    source: payment.source
  };
}

async function readMessages(store: Store, payments: Payment[]): Promise<Map<string, MessageFacts>> {
  const hashes = payments.map(({ messageHash }) => messageHash).filter((hash) => hash !== null);
  if (hashes.length === 0) return new Map();
  const rows = await store.query('app_messages_by_hash', { hashes: keySet(hashes) });
  return new Map(
    rows.map((row) => [
      row.hash,
      {
        appName: row.app_name,
        components: JSON.parse(row.components) as AppComponent[],
        isEncrypted: row.is_encrypted === 1
      }
    ])
  );
}
