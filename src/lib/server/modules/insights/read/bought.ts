/** What payments bought, by day and kind, with the terms that they paid for. */
import { FORK_HEIGHT } from '../../../../domain/time/chain-clock.ts';
import { endOfTerm, halfMinutes } from '../../../../domain/insights/lives.ts';
import type { Payer } from '../../../../domain/payments/payers.ts';
import type { ReadContext } from '../../ledger/module.ts';
import type { BoughtRow } from '../statements.ts';
import { byMonth } from './months.ts';

const SECONDS_PER_BLOCK = 30;

export interface Bought {
  date: string;
  payer: Payer;
  /** null: the message is not known. */
  type: 'register' | 'update' | null;
  isEncrypted: boolean;
  payments: number;
  sat: bigint;
  usdMicros: bigint;
  pricedCount: number;
  pricedSat: bigint;
  /** Bought by them all, in blocks of 30 s; null: not known. */
  term: number | null;
}

const readMonths = byMonth<Bought[]>(async ({ store }, range) =>
  (await store.query('bought_on_days', range)).map(boughtOf)
);

/** Ascending by day; days without payments have no row. */
export async function readBought(context: ReadContext, range: { start: string; end: string }): Promise<Bought[]> {
  const months = await readMonths(context, range);
  return months.flatMap(({ value }) => value.filter(({ date }) => date >= range.start && date <= range.end));
}

function boughtOf(row: BoughtRow): Bought {
  return {
    date: row.date,
    payer: row.source,
    type: row.type,
    isEncrypted: row.is_encrypted === 1,
    payments: row.payment_count,
    sat: BigInt(row.amount_sat),
    usdMicros: BigInt(row.usd_micros),
    pricedCount: row.priced_count,
    pricedSat: BigInt(row.priced_sat),
    term: row.type === null ? null : termOf(row)
  };
}

/** Terms in blocks are the same wherever they begin within an era. */
function termOf(row: BoughtRow): number | null {
  if (row.timed_count === row.payment_count) return Math.round(row.timed_seconds / SECONDS_PER_BLOCK);
  if (row.timed_count > 0) return null;
  const height = row.is_old === 1 ? 0 : FORK_HEIGHT;
  const end = endOfTerm({ specVersion: row.spec_version, height, expire: row.expire, endTime: null });
  return end === null ? null : row.payment_count * (halfMinutes(end) - halfMinutes(height));
}
