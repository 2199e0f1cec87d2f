/**
 * From stored facts to payment rows: the one place that decides what a payment is, which app it bought and what it was
 * worth. Everything it reads is in the store, so any payment can be derived again offline.
 */
import type { AppComponent, ChainTransaction } from '../../../../domain/chain.ts';
import { attribute, type MessageFacts } from '../../../../domain/payments/attribution.ts';
import { paymentIn, type Payment, type RevenueRules } from '../../../../domain/payments/payments.ts';
import { keySet, type PaymentRow } from '../../../platform/store/rows.ts';
import type { Store } from '../../../platform/store/store.ts';
import { type Prices, readPrices, valueOf } from '../../prices/module.ts';

/** A payment row before its place in the ledger (sort_key) is known. */
export type DerivedPayment = Omit<PaymentRow, 'sort_key' | 'settled'>;

/** A complete look for messages: what it did not find was unknown to the network when it was begun. */
export interface MessageLook {
  /** null: it was not complete, so what it did not find may be known all the same. */
  askedAt: number | null;
  /** Hashes that it found in a form that cannot be read. */
  unreadable?: readonly string[];
}

interface Knowledge {
  messages: ReadonlyMap<string, MessageFacts>;
  prices: Prices;
  /** null: nobody looked. */
  lookedAt: number | null;
  unreadable: ReadonlySet<string>;
}

/** Derives the payments among some transactions; `before` holds their stored rows, `prices` are read unless given. */
export async function derivePayments(
  transactions: ChainTransaction[],
  {
    store,
    rules,
    look,
    prices: given,
    before,
    now
  }: {
    store: Store;
    rules: RevenueRules;
    /** null: nobody has looked yet. */
    look: MessageLook | null;
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
  const known = { messages, prices, lookedAt: look?.askedAt ?? null, unreadable: new Set(look?.unreadable) };
  return payments.map((payment) => derive(payment, known, before.get(payment.txid)));
}

function derive(payment: Payment, known: Knowledge, before: PaymentRow | undefined): DerivedPayment {
  const message = payment.messageHash === null ? null : known.messages.get(payment.messageHash);
  const isUnreadable = payment.messageHash !== null && known.unreadable.has(payment.messageHash);
  const { appName, appType } = attribute(payment, message, isUnreadable ? null : known.lookedAt);
  const wasGivenUp = before?.app_type === 'unregistered' && before.message_hash === payment.messageHash;
  const isStillGivenUp = appType === null && appName === null && wasGivenUp && !isUnreadable;
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
    app_type: isStillGivenUp ? 'unregistered' : appType,
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
        components: JSON.parse(row.components) as AppComponent[] | null,
        isEncrypted: row.is_encrypted === 1
      }
    ])
  );
}
