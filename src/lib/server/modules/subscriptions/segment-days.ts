/**
 * What segments brought on each of some days: cash, earned and broken, in satoshi.
 *
 * One rule for the sums of all subscriptions and for those of one app. Within a day the parts of a segment come from one
 * balance, so that over all days cash = earned + broken + owed.
 */
import { balanceAt, type Balance, type Moment } from '../../../domain/subscriptions/accrual.ts';
import { dateOf } from '../../../domain/time/periods.ts';
import type { DayRow, SubscriptionRow } from './statements.ts';
import { isNothing, segmentOf } from './stored-segment.ts';

interface CountedDay {
  date: string;
  /** Its last block. */
  at: Moment;
  payments: number;
  cash: bigint;
  accrued: bigint;
  breakage: bigint;
}

export interface CountedDays {
  days: CountedDay[];
  index: ReadonlyMap<string, number>;
  /** The end of the day before the first; null: there is none. */
  start: Moment | null;
}

/** Days without anything, ascending. */
export function openDays(days: readonly { date: string; at: Moment }[], start: Moment | null): CountedDays {
  return {
    days: days.map(({ date, at }) => ({ date, at, payments: 0, cash: 0n, accrued: 0n, breakage: 0n })),
    index: new Map(days.map(({ date }, position) => [date, position])),
    start
  };
}

const untouched: Balance = { accrued: 0n, deferred: 0n, breakage: 0n, carriedOut: 0n };

/** Adds what one segment brought on the days. */
export function addSegment(row: SubscriptionRow, { days, index, start }: CountedDays): void {
  const date = dateOf(row.start_time);
  const isNew = date >= (days[0]?.date ?? '');
  const from = isNew ? index.get(date) : 0;
  if (from === undefined) return;
  const opening = days[from];
  if (isNew && opening !== undefined && (row.outcome === 'bought' || isNothing(row))) {
    opening.cash += BigInt(row.deposit_sat);
    if (row.sender !== null && row.deposit_sat !== '0') opening.payments++;
  }
  if (isNothing(row)) {
    if (isNew && opening !== undefined) opening.breakage += BigInt(row.deposit_sat);
    return;
  }
  const segment = segmentOf(row);
  let before = isNew || start === null ? untouched : balanceAt(segment, start);
  for (let at = from; at < days.length; at++) {
    const day = days[at];
    if (day === undefined) return;
    const now = balanceAt(segment, day.at);
    day.accrued += now.accrued - before.accrued;
    day.breakage += now.breakage - before.breakage;
    before = now;
    if (day.at.height >= row.last_height && now.deferred === 0n) return;
  }
}

/** The days as they are stored and shown; `deferred`: what was owed at the end of the day before the first. */
export function dayRows({ days }: CountedDays, deferred: bigint): DayRow[] {
  let owed = deferred;
  return days.map(({ date, at, payments, cash, accrued, breakage }): DayRow => {
    owed += cash - accrued - breakage;
    return {
      date,
      height: at.height,
      time: at.time,
      payment_count: payments,
      cash_sat: String(cash),
      accrued_sat: String(accrued),
      breakage_sat: String(breakage),
      deferred_sat: String(owed)
    };
  });
}
