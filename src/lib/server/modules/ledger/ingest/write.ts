/**
 * Builds the one write of the ledger from what was read and what is stored: only differences are written.
 *
 * A range that was read as a whole replaces what is stored there: transactions that are gone vanish, moved ones move, and
 * both are logged as a reorganisation. What belongs to addresses that were not read stays as it is.
 */
import { randomUUID } from 'node:crypto';
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { assignSortKeys, SORT_KEY_BITS } from '../../../../domain/payments/sort-keys.ts';
import { keySet, type FactRow, type Fenced, type PaymentRow, type ReorgInput } from '../../../platform/store/rows.ts';
import type { StorePaymentsArgs } from '../statements-ingest.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { DerivedPayment } from './derive.ts';
import { isSameFact, toFact } from './facts.ts';
import { paymentEvents, reorgEvents } from './payment-events.ts';

/** What is stored about a range of heights, and about the transactions just read wherever they are stored. */
export interface StoredRange {
  facts: ReadonlyMap<string, FactRow>;
  payments: ReadonlyMap<string, PaymentRow>;
}

/** Everything in [from, to] that is a fact of the addresses that were read. */
export interface Replacement {
  from: number;
  to: number;
  owns: (fact: FactRow) => boolean;
  /** All tracked addresses were read: a payment without a fact, taken over from elsewhere, is gone too. */
  isWhole: boolean;
}

export interface Change {
  read: ChainTransaction[];
  derived: DerivedPayment[];
  stored: StoredRange;
  /** Transactions about which nothing certain was read: what is stored of them stays. */
  unread?: ReadonlySet<string>;
  /** What the reading answers for and does not tell is gone. null: it adds only. */
  replaces: Replacement | null;
  isSettled: (payment: DerivedPayment, before: PaymentRow | undefined) => boolean;
  /** Payments keep the keys they have: for writes that see only some rows of a block and move none. */
  keepsKeys?: boolean;
  /** When it is told, unix seconds. */
  now: number;
}

export type LedgerWrite = Omit<StorePaymentsArgs, keyof Fenced | 'now'>;

/** Everything empty: a write that changes nothing. */
export function emptyWrite(): LedgerWrite {
  return {
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
    events: []
  };
}

/** Reads what is stored in a range of heights and about the given transactions. */
export async function readStored(
  store: Store,
  { from, to }: { from: number; to: number },
  txids: Iterable<string> = []
): Promise<StoredRange> {
  const [inRange, named, payments] = await Promise.all([
    store.query('facts_in_range', { from, to }),
    store.query('facts_by_txid', { txids: keySet(txids) }),
    store.query('payments_in_range', keysOf(from, to))
  ]);
  const facts = new Map([...inRange, ...named].map((row) => [row.txid, row]));
  const byTxid = new Map(payments.map((row) => [row.txid, row]));
  for (const { txid, height } of named) {
    if (byTxid.has(txid) || (height >= from && height <= to)) continue;
    for (const row of await store.query('payments_in_range', keysOf(height, height))) byTxid.set(row.txid, row);
  }
  return { facts, payments: byTxid };
}

/** The range of sort keys of some heights. */
export function keysOf(from: number, to: number): { from_key: string; to_key: string } {
  return { from_key: String(BigInt(from) << SORT_KEY_BITS), to_key: String((BigInt(to + 1) << SORT_KEY_BITS) - 1n) };
}

export function ledgerWrite({
  read,
  derived,
  stored,
  unread,
  replaces,
  isSettled,
  keepsKeys,
  now
}: Change): LedgerWrite {
  const facts = read.map(toFact).filter((fact) => {
    const before = stored.facts.get(fact.txid);
    return before === undefined || !isSameFact(before, fact);
  });
  const readTxids = new Set(read.map(({ txid }) => txid));
  const isUnread = (txid: string) => unread?.has(txid) === true;
  const isInside = (height: number) => replaces !== null && height >= replaces.from && height <= replaces.to;
  const goneFacts = [...stored.facts.values()].filter(
    (fact) =>
      isInside(fact.height) && !readTxids.has(fact.txid) && !isUnread(fact.txid) && replaces?.owns(fact) === true
  );
  const gone = new Set(goneFacts.map(({ txid }) => txid));
  const isGone = ({ txid, block_height }: PaymentRow) =>
    gone.has(txid) ||
    (replaces?.isWhole === true && isInside(block_height) && !stored.facts.has(txid) && !isUnread(txid));

  const derivedTxids = new Set(derived.map(({ txid }) => txid));
  const staying = [...stored.payments.values()].filter(
    (payment) => !derivedTxids.has(payment.txid) && !readTxids.has(payment.txid) && !isGone(payment)
  );
  const places = [...derived, ...staying].map(({ txid, block_height }) => ({ txid, height: block_height }));
  const assigned = keepsKeys === true ? new Map<string, bigint>() : assignSortKeys(places);
  const keyOf = (txid: string) => String(assigned.get(txid) ?? stored.payments.get(txid)?.sort_key);
  const keyed = [
    ...derived.map((payment): PaymentRow => {
      const before = stored.payments.get(payment.txid);
      return { ...payment, sort_key: keyOf(payment.txid), settled: isSettled(payment, before) ? 1 : 0 };
    }),
    ...staying.map((payment): PaymentRow => ({ ...payment, sort_key: keyOf(payment.txid) }))
  ];
  const payments = keyed.filter((row) => !isSamePayment(stored.payments.get(row.txid), row));
  const kept = new Set(keyed.map(({ txid }) => txid));
  const removed = [...stored.payments.values()].filter((row) => {
    if (!kept.has(row.txid)) return true;
    return row.sort_key !== keyOf(row.txid);
  });
  const removedPayments = keySet(removed.map(({ txid }) => txid));
  const written = payments.sort((a, b) => Number(a.sort_key) - Number(b.sort_key));
  const reorgs = reorgsIn({ facts, goneFacts, stored });
  const isHistory =
    removed.length === 0 && written.every(({ txid, settled }) => settled === 1 && !stored.payments.has(txid));
  const told = { written: isHistory ? [] : written, removed: Object.keys(removedPayments), now };
  return {
    ...emptyWrite(),
    facts,
    payments: written,
    removed_facts: keySet(gone),
    removed_payments: removedPayments,
    affected: keySet([...payments, ...removed].map(({ txid }) => txid)),
    reorgs,
    history: isHistory ? 1 : 0,
    events: [...reorgEvents(reorgs, { facts: stored.facts, now }), ...paymentEvents(stored.payments, told)]
  };
}

/** Nothing to write but cursors and state. */
export function isUnchanged(write: LedgerWrite): boolean {
  const { facts, parked, removed_facts, affected, unparked } = write;
  const sets = [removed_facts, affected, unparked];
  return facts.length + parked.length === 0 && sets.every((set) => Object.keys(set).length === 0);
}

function reorgsIn({
  facts,
  goneFacts,
  stored
}: {
  facts: FactRow[];
  goneFacts: FactRow[];
  stored: StoredRange;
}): ReorgInput[] {
  const id = randomUUID();
  const amountOf = (txid: string) => stored.payments.get(txid)?.amount_sat ?? null;
  const moved = facts.flatMap((fact): ReorgInput[] => {
    const before = stored.facts.get(fact.txid);
    if (before === undefined || before.block_hash === fact.block_hash) return [];
    return [
      { id, txid: fact.txid, old_height: before.height, new_height: fact.height, amount_sat: amountOf(fact.txid) }
    ];
  });
  const gone = goneFacts.map(({ txid, height }): ReorgInput => ({
    id,
    txid,
    old_height: height,
    new_height: null,
    amount_sat: amountOf(txid)
  }));
  return [...moved, ...gone];
}

function isSamePayment(a: PaymentRow | undefined, b: PaymentRow): boolean {
  if (a === undefined) return false;
  return (Object.keys(b) as (keyof PaymentRow)[]).every((key) => a[key] === b[key]);
}
