/**
 * Cash against what was earned, per UTC day: rolled up, so that a chart costs days and not segments.
 *
 * Where a day ends in the chain is told by stored blocks on both sides of midnight, and by the tip for today. Days are
 * counted again from the first one that changed; within a day the parts of each segment are taken from one balance, so that
 * over all days cash = earned + broken + owed, to the satoshi.
 */
import { setImmediate as othersTurn } from 'node:timers/promises';
import { balanceAt, type Balance, type Moment } from '../../../../domain/subscriptions/accrual.ts';
import { dateOf, eachDay, SECONDS_PER_DAY, startOfDate } from '../../../../domain/time/periods.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import type { Store } from '../../../platform/store/store.ts';
import { isNothing, segmentOf, tipOf } from '../stored-segment.ts';
import type { ChangeRow, DayRow, SubscriptionRow } from '../statements.ts';

/** Header times are not quite in the order of heights: a payment of a new day may stand a few blocks below the end of the last. */
const MARGIN_BLOCKS = 200;
/** About 10 ms of work where every segment lives for months. */
const ROWS_PER_SLICE = 300;
const MAX_CHANGES = 10_000;

interface Counted {
  date: string;
  at: Moment;
  payments: number;
  cash: bigint;
  accrued: bigint;
  breakage: bigint;
}

/** Resolves with how many days were written. */
export async function countDays(store: Store, run: Run): Promise<number> {
  const tip = await tipOf(store);
  if (tip === null) return 0;
  const today = dateOf(tip.time);
  const changes = await store.query('subscription_changes_next', { kind: 'days', limit: MAX_CHANGES });
  const from = await firstDay(store, changes, today);
  if (from === null) return 0;
  const rows = await daysFrom(store, run, { from, today, tip });
  await store.query('store_subscription_days', { ...run.lease, from_date: from, days: rows, processed: changes });
  return rows.length;
}

/** The days from one on, as they are by what is stored of segments now. Writes nothing. */
export async function recountDays(store: Store, run: Pick<Run, 'signal'>, from: string): Promise<DayRow[]> {
  const tip = await tipOf(store);
  return tip === null ? [] : daysFrom(store, run, { from, today: dateOf(tip.time), tip });
}

async function daysFrom(
  store: Store,
  run: Pick<Run, 'signal'>,
  { from, today, tip }: { from: string; today: string; tip: Moment }
): Promise<DayRow[]> {
  const [before] = await store.query('subscription_day_before', { date: from });
  const bounds = await readBounds(store, { from, today, tip });
  const days = bounds.map(({ date, at }): Counted => ({ date, at, payments: 0, cash: 0n, accrued: 0n, breakage: 0n }));
  const start = before === undefined ? null : { height: before.height, time: before.time };
  await addSegments(store, run, { days, start });
  let deferred = BigInt(before?.deferred_sat ?? 0);
  return days.map(({ date, at, payments, cash, accrued, breakage }): DayRow => {
    deferred += cash - accrued - breakage;
    return {
      date,
      height: at.height,
      time: at.time,
      payment_count: payments,
      cash_sat: String(cash),
      accrued_sat: String(accrued),
      breakage_sat: String(breakage),
      deferred_sat: String(deferred)
    };
  });
}

/** The first day that changed, at the latest the newest that is stored: it was not over. null: there is nothing. */
async function firstDay(store: Store, changes: ChangeRow[], today: string): Promise<string | null> {
  const [last] = await store.query('subscription_day_before', { date: '9999-99-99' });
  const candidates = [...changes.map(({ key }) => key), ...(last === undefined ? [] : [last.date])].sort();
  const first = candidates[0];
  if (first === undefined || first > today) return null;
  if (last !== undefined && first > last.date) return last.date;
  return first;
}

/** The last block of each day from one on. */
async function readBounds(
  store: Store,
  { from, today, tip }: { from: string; today: string; tip: Moment }
): Promise<{ date: string; at: Moment }[]> {
  const blocks = await store.query('subscription_day_bounds', { from_time: 0 });
  const known = blocks.filter(({ min_height }) => min_height <= tip.height);
  let index = -1;
  return eachDay(from, today).map((date) => {
    const midnight = startOfDate(date) + SECONDS_PER_DAY;
    const day = midnight / SECONDS_PER_DAY - 1;
    while ((known[index + 1]?.day ?? Infinity) <= day) index++;
    const below = known[index];
    const above = known[index + 1];
    if (date === today || below === undefined)
      return { date, at: date === today ? tip : { height: 0, time: midnight - 1 } };
    const next = above === undefined ? tip : { height: above.min_height, time: above.min_time };
    const share = (midnight - 1 - below.max_time) / Math.max(1, next.time - below.max_time);
    const blocksOn = Math.floor(Math.max(0, Math.min(1, share)) * Math.max(0, next.height - 1 - below.max_height));
    return { date, at: { height: below.max_height + blocksOn, time: midnight - 1 } };
  });
}

async function addSegments(
  store: Store,
  run: Pick<Run, 'signal'>,
  { days, start }: { days: Counted[]; start: Moment | null }
): Promise<void> {
  const first = days[0]?.date ?? '';
  const index = new Map(days.map(({ date }, at) => [date, at]));
  for (let after = { last_height: (start?.height ?? 0) - MARGIN_BLOCKS, id: '' }; ;) {
    run.signal.throwIfAborted();
    const rows = await store.query('subscriptions_after', { ...after, limit: ROWS_PER_SLICE });
    for (const row of rows) addSegment(row, { days, index, first, start });
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_SLICE) return;
    after = { last_height: last.last_height, id: last.id };
    await othersTurn();
  }
}

interface Days {
  days: Counted[];
  index: ReadonlyMap<string, number>;
  first: string;
  /** The end of the day before; null: there is none. */
  start: Moment | null;
}

const untouched: Balance = { accrued: 0n, deferred: 0n, breakage: 0n, carriedOut: 0n };

function addSegment(row: SubscriptionRow, { days, index, first, start }: Days): void {
  const date = dateOf(row.start_time);
  const isNew = date >= first;
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
