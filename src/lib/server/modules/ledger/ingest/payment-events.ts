/**
 * What a write of the ledger tells: per payment the difference between what is stored and what is about to be.
 *
 * A payment whose block has changed is told as reversed, in the old block, before it is told in the new one. Of what differs
 * in its place among others alone nothing is told. The writer holds the lease, so what it compared with is what the write
 * replaces.
 */
import * as told from '../../../../contract/ledger/events.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { EventDraft, FactRow, PaymentRow, ReorgInput } from '../../../platform/store/rows.ts';
import { transactionOf } from '../payment-wire.ts';

type Stored = ReadonlyMap<string, PaymentRow>;

/** `written`: payments as they will be; `removed`: txids of those that leave their place, for good unless written. */
export function paymentEvents(
  before: Stored,
  { written, removed, now }: { written: readonly PaymentRow[]; removed: Iterable<string>; now: number }
): EventDraft[] {
  const after = new Map(written.map((row) => [row.txid, row]));
  const reversed = [...removed].flatMap((txid) => {
    const old = before.get(txid);
    return old === undefined || after.has(txid) ? [] : [tell('paymentReversed', old, now)];
  });
  return [...reversed, ...written.flatMap((row) => eventsOf(before.get(row.txid), row, now))];
}

function eventsOf(before: PaymentRow | undefined, after: PaymentRow, now: number): EventDraft[] {
  const found = () => tell(after.settled === 1 ? 'paymentSettled' : 'paymentSeen', after, now);
  if (before === undefined) return [found()];
  if (before.block_hash !== after.block_hash) return [tell('paymentReversed', before, now), found()];
  if (before.settled === 0 && after.settled === 1) return [found()];
  return isToldAlike(before, after) ? [] : [tell('paymentChanged', after, now)];
}

/** Of one block: its height and time are the same. */
const CHANGING = [
  ...['address', 'from_address', 'amount_sat', 'usd_micros', 'date'],
  ...['app_name', 'app_type', 'source', 'settled']
] as (keyof PaymentRow)[];

function isToldAlike(a: PaymentRow, b: PaymentRow): boolean {
  return CHANGING.every((column) => a[column] === b[column]);
}

type PaymentEvent = 'paymentSeen' | 'paymentSettled' | 'paymentChanged' | 'paymentReversed';

function tell(type: PaymentEvent, row: PaymentRow, now: number): EventDraft {
  const data = { ...transactionOf(row), blockHash: row.block_hash };
  return eventOf(told[type], data, { at: now, height: row.block_height, of: row.block_hash });
}

/** One event for all that a write found replaced; none when nothing was. */
export function reorgEvents(
  reorgs: readonly ReorgInput[],
  { facts, now }: { facts: ReadonlyMap<string, FactRow>; now: number }
): EventDraft[] {
  const lowest = reorgs.toSorted((a, b) => a.old_height - b.old_height || (a.txid < b.txid ? -1 : 1))[0];
  if (lowest === undefined) return [];
  const blockHash = facts.get(lowest.txid)?.block_hash ?? '';
  const gone = reorgs.filter(({ new_height }) => new_height === null).length;
  const data = {
    height: lowest.old_height,
    blockHash,
    transactions: reorgs.map(({ txid, old_height, new_height, amount_sat }) => ({
      txid,
      oldHeight: old_height,
      newHeight: new_height,
      amount: amount_sat === null ? null : formatFlux(BigInt(amount_sat))
    })),
    moved: reorgs.length - gone,
    gone,
    detectedAt: now
  };
  return [eventOf(told.reorgDetected, data, { at: now, height: lowest.old_height, of: blockHash })];
}
