/**
 * Reads a range of heights from the chain and makes the ledger equal to it, in one write.
 *
 * The range is read completely or nothing is written. What is stored of the addresses that were read is replaced, except
 * where it is deep and one source alone denies it (disputes.ts).
 */
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { keySet, type FactRow } from '../../../platform/store/rows.ts';
import { anchoredHeight, proveNewest, type DeepEnds } from './anchors.ts';
import { derivePayments } from './derive.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { findDisputed } from './disputes.ts';
import { fromFact } from './facts.ts';
import { ownership } from './ownership.ts';
import type { RangeSource } from './range-source.ts';
import { readRange } from './read-range.ts';
import { readStatus, type IngestStatus } from '../../../platform/store/documents/ingest-status.ts';
import { lookOf } from './message-look.ts';
import { isUnchanged, ledgerWrite, readStored, type LedgerWrite } from './write.ts';

export interface LedgerRange {
  from: number;
  to: number;
  /** Which of the tracked addresses are read. */
  addresses: string[];
  /** Preferred source first. */
  sources: RangeSource[];
  tip: number;
  status: IngestStatus;
  /** Cursors reach at most here; null leaves them where they are. */
  cursorTo: number | null;
}

/** What was read from the chain, before anything is written: the slow part, which may run ahead of the writes. */
export interface LedgerReading {
  range: LedgerRange;
  transactions: ChainTransaction[];
  parked: LedgerWrite['parked'];
  /** Stored transactions that stay where they are, whatever the sources say about them. */
  disputed: ReadonlySet<string>;
  /** null: nothing was read that lies deep in the chain. */
  ends: DeepEnds | null;
  /** What was read right before this is proven to be on the best chain. */
  isRooted: boolean;
}

/** Throws UpstreamError when no source can answer for some address. */
export async function readLedgerRange(
  deps: IngestDeps,
  range: LedgerRange,
  signal: AbortSignal
): Promise<LedgerReading> {
  const facts = await deps.store.query('facts_in_range', { from: range.from, to: range.to });
  const known = new Map(facts.map((row) => [row.txid, fromFact(row)]));
  const asked = range.addresses.map(async (address) => {
    const { from, to } = range;
    return [address, await readRange(range.sources, { address, from, to }, { known, log: deps.log, signal })] as const;
  });
  const answers = new Map(await Promise.all(asked));
  const told = [...answers.values()];
  const to = Math.min(...told.map(({ through }) => through));
  const isInside = ({ height }: { height: number }) => height <= to;
  const read = new Map(told.flatMap(({ transactions }) => transactions.filter(isInside)).map((tx) => [tx.txid, tx]));
  const elsewhere = await deps.store.query('facts_by_txid', {
    txids: keySet([...read.keys()].filter((txid) => !known.has(txid)))
  });
  const claim = { facts: [...facts.filter(isInside), ...elsewhere], answers, owns: ownerOf(deps, range) };
  const disputed = await findDisputed(deps, { ...claim, sources: range.sources, tip: range.tip }, signal);
  const transactions = [...read.values()].filter(({ txid }) => !disputed.has(txid));
  return {
    range: { ...range, to, cursorTo: range.cursorTo === null ? null : Math.min(range.cursorTo, to) },
    transactions,
    parked: told.flatMap(({ parked }) => parked.filter(isInside)),
    disputed,
    ends: await proveNewest(deps, { transactions, tip: range.tip, signal }),
    isRooted: false
  };
}

function ownerOf({ rules: { tracked } }: IngestDeps, { addresses, status }: LedgerRange): (fact: FactRow) => boolean {
  return ownership({ asked: addresses, tracked, formerlyTracked: status.formerlyTracked ?? [] });
}

/** What a range changed in the ledger. */
export interface LedgerChange {
  payments: number;
  reorgs: number;
  disputed: ReadonlySet<string>;
  /** Rows up to here are proven to be deep in the best chain; -1: none. */
  anchoredTo: number;
}

/** Transactions stored in one write: long enough to be quick, short enough not to hold up the event loop. */
const TRANSACTIONS_PER_WRITE = 1_000;

/** Derives and stores what was read, in writes of whole blocks that each take the cursor along. */
export async function writeLedgerRange(deps: IngestDeps, run: Run, reading: LedgerReading): Promise<LedgerChange> {
  const { ends, isRooted, disputed } = reading;
  const anchoredTo = ends === null ? -1 : await anchoredHeight(deps, ends, { isRooted, signal: run.signal });
  const change: LedgerChange = { payments: 0, reorgs: 0, disputed, anchoredTo };
  for (const part of partsOf(reading)) {
    run.signal.throwIfAborted();
    const { affected, reorgs } = await writePart(deps, run, { ...part, anchoredTo });
    change.payments += Object.keys(affected).length;
    change.reorgs += reorgs.length;
  }
  return change;
}

function* partsOf(reading: LedgerReading): Generator<LedgerReading> {
  const { range } = reading;
  const transactions = reading.transactions.toSorted((a, b) => a.height - b.height);
  let { from } = range;
  while (from <= range.to) {
    const first = transactions.findIndex(({ height }) => height >= from);
    const last = first < 0 ? undefined : transactions[first + TRANSACTIONS_PER_WRITE - 1];
    const to = last?.height ?? range.to;
    const isInside = ({ height }: { height: number }) => height >= from && height <= to;
    const cursorTo = range.cursorTo === null ? null : Math.min(range.cursorTo, to);
    yield {
      ...reading,
      range: { ...range, from, to, cursorTo },
      transactions: transactions.filter(isInside),
      parked: reading.parked.filter(isInside)
    };
    from = to + 1;
  }
}

async function writePart(
  deps: IngestDeps,
  run: Run,
  reading: LedgerReading & { anchoredTo: number }
): Promise<LedgerWrite> {
  const { range, transactions, parked } = reading;
  const { store, rules, now } = deps;
  const read = new Set(transactions.map(({ txid }) => txid));
  const [stored, failed] = await Promise.all([
    readStored(store, range, read),
    store.query('failed_in_range', { from: range.from, to: range.to })
  ]);
  const derived = await derivePayments(transactions, {
    store,
    rules,
    look: lookOf(range.status),
    before: stored.payments,
    now: now()
  });
  const isWhole = range.addresses.length === rules.tracked.size;
  const unread = new Set(parked.map(({ txid }) => txid));
  const write = ledgerWrite({
    read: transactions,
    derived,
    stored,
    unread: new Set([...unread, ...reading.disputed]),
    replaces: { ...range, owns: ownerOf(deps, range), isWhole },
    now: now(),
    isSettled: (payment, before) =>
      payment.block_height <= reading.anchoredTo || (before?.settled === 1 && before.block_hash === payment.block_hash)
  });
  write.parked = parked;
  // What no address told has vanished; some of them tell nothing about what another one waits for.
  const isOver = (txid: string) => !unread.has(txid) && (isWhole || read.has(txid));
  write.unparked = keySet(failed.map(({ txid }) => txid).filter(isOver));
  if (range.cursorTo !== null) {
    const height = range.cursorTo;
    write.cursors = Object.fromEntries(range.addresses.map((address) => [address, { height }]));
  }
  if (range.cursorTo !== null || !isUnchanged(write)) {
    await store.query('store_payments', { ...run.lease, ...write, now: now() });
  }
  return write;
}

export interface ReplacedRange extends Pick<LedgerRange, 'from' | 'to' | 'sources' | 'tip'> {
  cursorTo?: number | null;
}

/** Makes the ledger equal to the chain in a range of heights, for all tracked addresses. */
export async function replaceRange(
  deps: IngestDeps,
  run: Run,
  { cursorTo = null, ...asked }: ReplacedRange
): Promise<LedgerChange> {
  const range = { ...asked, cursorTo, addresses: [...deps.rules.tracked], status: await readStatus(deps.store) };
  const change = await writeLedgerRange(deps, run, await readLedgerRange(deps, range, run.signal));
  const { from, to } = asked;
  if (change.reorgs > 0) deps.log.warn({ from, to, transactions: change.reorgs }, 'chain reorganised');
  return change;
}
