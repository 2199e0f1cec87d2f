/**
 * Repairs of derived payments: names that were unknown, dollars that were unknown or have changed.
 *
 * Every repair derives the row again from its stored fact and writes the difference, so a repair and a first derivation
 * cannot disagree.
 */
import type { AppMessage } from '../../domain/chain.ts';
import { addDays, dateOf, SECONDS_PER_DAY } from '../../domain/periods.ts';
import { UpstreamError } from '../errors.ts';
import { keySet, type PaymentRow } from '../store/rows.ts';
import { derivePayments } from './derive.ts';
import type { IngestDeps, Run } from './deps.ts';
import { fromFact } from './facts.ts';
import { storeMessages, type AskedHashes } from './messages.ts';
import { readStatus } from './status.ts';
import { pricesOf, type Prices } from './valuation.ts';
import { emptyWrite, isUnchanged, ledgerWrite } from './write.ts';

const ROWS_PER_WRITE = 1_000;
const DAYS_PER_READ = 20;
/** Single hashes asked for in one run, about two minutes at the polite rate; the rest waits for the next. */
const LOOKUPS_PER_RUN = 1_000;
/** A message usually follows its payment within minutes; one that has not come in an hour is asked for less often. */
const ASK_AGAIN_SECONDS = 55;
const ASK_LATE_AGAIN_SECONDS = 600;
const LATE_SECONDS = 3_600;

/**
 * Derives stored payments again; resolves with how many changed. `unknownAt` is when a complete look did not know the
 * hashes of these rows; `prices` are those of the store unless given.
 */
export async function rederive(
  deps: IngestDeps,
  run: Run,
  { rows, unknownAt, prices }: { rows: PaymentRow[]; unknownAt: number | null; prices?: Prices | undefined }
): Promise<number> {
  const { store, rules, now } = deps;
  const before = new Map(rows.map((row) => [row.txid, row]));
  const facts = rows.length === 0 ? [] : await store.query('facts_by_txid', { txids: keySet(before.keys()) });
  const transactions = facts.map(fromFact);
  const known = { store, rules, messagesKnownAt: unknownAt, prices };
  const derived = await derivePayments(transactions, { ...known, before, now: now() });
  const write = ledgerWrite({
    read: transactions,
    derived,
    stored: { facts: new Map(facts.map((fact) => [fact.txid, fact])), payments: before },
    replaces: null,
    isSettled: (_, stored) => stored?.settled === 1,
    keepsKeys: true
  });
  if (!isUnchanged(write)) await store.query('store_payments', { ...run.lease, ...write, now: now() });
  return Object.keys(write.affected).length;
}

/** Names payments whose message has become known; asks for single hashes once the dump is in. */
export async function repairAttribution(deps: IngestDeps, run: Run, asked: AskedHashes): Promise<number> {
  const { messages } = await readStatus(deps.store);
  if (messages === undefined) return 0;
  let changed = 0;
  let lookups = LOOKUPS_PER_RUN;
  for (let after_key = '-1'; ;) {
    run.signal.throwIfAborted();
    const rows = await deps.store.query('payments_unknown', { after_key, limit: ROWS_PER_WRITE });
    const last = rows.at(-1);
    if (last === undefined) return changed;
    after_key = last.sort_key;
    changed += await rederive(deps, run, { rows, unknownAt: messages.askedAt });
    const due = rows
      .filter(({ block_time }) => block_time + SECONDS_PER_DAY >= messages.askedAt)
      .filter((row) => isDue(row, asked, deps.now()))
      .slice(0, lookups);
    lookups -= due.length;
    changed += await lookUp(deps, run, due);
    for (const hash of hashesOf(due)) asked.set(hash, deps.now());
  }
}

function isDue({ message_hash, block_time }: PaymentRow, asked: AskedHashes, now: number): boolean {
  const last = asked.get(message_hash ?? '');
  if (last === undefined || block_time + SECONDS_PER_DAY < now) return true;
  const isLate = now - block_time > LATE_SECONDS;
  return now - last >= (isLate ? ASK_LATE_AGAIN_SECONDS : ASK_AGAIN_SECONDS);
}

/** Asks the network for the hashes of some payments and derives those it answered about. */
export async function lookUp(deps: IngestDeps, run: Run, rows: PaymentRow[]): Promise<number> {
  const known = new Set(
    (await deps.store.query('app_messages_by_hash', { hashes: keySet(hashesOf(rows)) })).map(({ hash }) => hash)
  );
  const hashes = [...new Set(hashesOf(rows))].filter((hash) => !known.has(hash));
  if (hashes.length === 0) return 0;
  const found: AppMessage[] = [];
  const answered = new Set<string>();
  const unknownAt = deps.now();
  await Promise.all(
    hashes.map(async (hash) => {
      try {
        const message = await deps.appMessages.byHash(hash, run.signal);
        answered.add(hash);
        if (message !== null) found.push(message);
      } catch (error) {
        // The payment stays unnamed and is asked for again by the next sync.
        if (!(error instanceof UpstreamError)) throw error;
        deps.log.debug({ hash, err: error }, 'message not looked up');
      }
    })
  );
  await storeMessages(deps, run.lease, found);
  return rederive(deps, run, {
    rows: rows.filter(({ message_hash }) => message_hash !== null && answered.has(message_hash)),
    unknownAt
  });
}

/** Values days whose close changed, and the last two days with the live price where they have no close yet. */
export async function repairValues(deps: IngestDeps, run: Run): Promise<number> {
  const { store, now } = deps;
  let changed = 0;
  const days = await store.query('days_to_revalue', {});
  for (let at = 0; at < days.length; at += DAYS_PER_READ) {
    run.signal.throwIfAborted();
    changed += await revalue(deps, run, days.slice(at, at + DAYS_PER_READ));
  }
  const today = dateOf(now());
  const recent = await store.query('payments_of_days', { dates: keySet([addDays(today, -1), today]) });
  return changed + (await rederiveAll(deps, run, recent));
}

/** The price job writes beside this one: a day is done with the close that was used, whatever the close is by then. */
async function revalue(deps: IngestDeps, run: Run, days: { date: string; price_e8: string }[]): Promise<number> {
  const rows = await deps.store.query('payments_of_days', { dates: keySet(days.map(({ date }) => date)) });
  const closes = new Map(days.map(({ date, price_e8 }) => [date, BigInt(price_e8)]));
  const changed = await rederiveAll(deps, run, rows, pricesOf(closes));
  const priced = Object.fromEntries(days.map(({ date, price_e8 }) => [date, { price_e8 }]));
  await deps.store.query('store_payments', { ...run.lease, ...emptyWrite(), priced, now: deps.now() });
  return changed;
}

async function rederiveAll(deps: IngestDeps, run: Run, rows: PaymentRow[], prices?: Prices): Promise<number> {
  let changed = 0;
  for (let at = 0; at < rows.length; at += ROWS_PER_WRITE) {
    changed += await rederive(deps, run, { rows: rows.slice(at, at + ROWS_PER_WRITE), unknownAt: null, prices });
  }
  return changed;
}

function hashesOf(rows: PaymentRow[]): string[] {
  return rows.map(({ message_hash }) => message_hash).filter((hash) => hash !== null);
}
