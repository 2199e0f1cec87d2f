/**
 * Repairs of derived payments: here dollars that were unknown or have changed, in lookups.ts names.
 *
 * Every repair derives the row again from its stored fact and writes the difference, so a repair and a first derivation
 * cannot disagree.
 */
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import { keySet, type PaymentRow } from '../../../platform/store/rows.ts';
import { derivePayments, type MessageLook } from './derive.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { fromFact } from './facts.ts';
import { type Prices, pricesOf, type Value, valueOf } from '../../prices/module.ts';
import { emptyWrite, isUnchanged, ledgerWrite } from './write.ts';

const ROWS_PER_WRITE = 1_000;
/** Payments looked at together when days are valued; a day of more is looked at alone. */
const PAYMENTS_PER_READ = 2_000;
/**
 * Derives stored payments again; resolves with how many changed. `look` is one for the hashes of these rows, `prices` are
 * those of the store unless given.
 */
export async function rederive(
  deps: IngestDeps,
  run: Run,
  { rows, look, prices }: { rows: PaymentRow[]; look: MessageLook | null; prices?: Prices | undefined }
): Promise<number> {
  const { store, rules, now } = deps;
  const before = new Map(rows.map((row) => [row.txid, row]));
  const facts = rows.length === 0 ? [] : await store.query('facts_by_txid', { txids: keySet(before.keys()) });
  const transactions = facts.map(fromFact);
  const derived = await derivePayments(transactions, { store, rules, look, prices, before, now: now() });
  const write = ledgerWrite({
    read: transactions,
    derived,
    stored: { facts: new Map(facts.map((fact) => [fact.txid, fact])), payments: before },
    replaces: null,
    now: now(),
    isSettled: (_, stored) => stored?.settled === 1,
    keepsKeys: true
  });
  if (!isUnchanged(write)) await store.query('store_payments', { ...run.lease, ...write, now: now() });
  return Object.keys(write.affected).length;
}

/** Values days whose close changed, and the last two days with the live price where they have no close yet. */
export async function repairValues(deps: IngestDeps, run: Run): Promise<number> {
  const { store, now } = deps;
  let changed = 0;
  const days = await store.query('days_to_revalue', {});
  for (const some of await inParts(deps, days)) {
    run.signal.throwIfAborted();
    changed += await revalue(deps, run, some);
  }
  const today = dateOf(now());
  const recent = await store.query('payments_of_days', { dates: keySet([addDays(today, -1), today]) });
  return changed + (await rederiveAll(deps, run, recent));
}

interface PricedDay {
  date: string;
  price_e8: string;
}

/** Days in parts that hold about as many payments; most days of a first sync hold none. */
async function inParts({ store }: IngestDeps, days: PricedDay[]): Promise<PricedDay[][]> {
  if (days.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { date, payment_count } of await store.query('rollup_days', {})) {
    counts.set(date, (counts.get(date) ?? 0) + payment_count);
  }
  const parts: PricedDay[][] = [];
  let room = 0;
  for (const day of days) {
    const count = counts.get(day.date) ?? 0;
    const part = parts.at(-1);
    if (part === undefined || count > room) {
      parts.push([day]);
      room = PAYMENTS_PER_READ;
    } else part.push(day);
    room -= count;
  }
  return parts;
}

/** The price job writes beside this one: a day is done with the close that was used, whatever the close is by then. */
async function revalue(deps: IngestDeps, run: Run, days: PricedDay[]): Promise<number> {
  const rows = await deps.store.query('payments_of_days', { dates: keySet(days.map(({ date }) => date)) });
  const closes = new Map(days.map(({ date, price_e8 }) => [date, BigInt(price_e8)]));
  const prices = pricesOf(closes);
  const wrong = rows.filter(
    (row) => !isSameValue(row, valueOf({ ...row, amountSat: BigInt(row.amount_sat) }, prices, row))
  );
  const changed = await rederiveAll(deps, run, wrong, prices);
  const priced = Object.fromEntries(days.map(({ date, price_e8 }) => [date, { price_e8 }]));
  await deps.store.query('store_payments', { ...run.lease, ...emptyWrite(), priced, now: deps.now() });
  return changed;
}

function isSameValue(a: Value, b: Value): boolean {
  return a.usd_micros === b.usd_micros && a.price_source === b.price_source;
}

async function rederiveAll(deps: IngestDeps, run: Run, rows: PaymentRow[], prices?: Prices): Promise<number> {
  let changed = 0;
  for (let at = 0; at < rows.length; at += ROWS_PER_WRITE) {
    changed += await rederive(deps, run, { rows: rows.slice(at, at + ROWS_PER_WRITE), look: null, prices });
  }
  return changed;
}
